import type { Confidence } from '#domain/document/account';
import type { JudgedSubject } from './judged-subject';
import { namedShare, WELL_NAMED } from './named-share';
import { listed } from './quoted-name';

/** Hundredths. */
const LEAST = 5;
const MOST_OF_FALLBACK = 60;
const GOOD_COVERAGE = 0.9;
const MOST_OF_NAMES = 5;
const STAGE_EFFECTS = { partial: 10, timeout: 25, failed: 30, skipped: 15 } as const;
/** What is missing where a list was not asked for; without functions the stage of the code was skipped, which counts by itself. */
const FOCUS_EFFECTS = { functions: 0, strings: 5, imports: 5, exports: 2 } as const;
const FOCUSED = Object.keys(FOCUS_EFFECTS) as (keyof typeof FOCUS_EFFECTS)[];
const STAGE_WORDS = {
  partial: 'is not complete',
  timeout: 'ran out of time',
  failed: 'failed',
  skipped: 'was not done',
};
const STAGE_NAMES: Readonly<Record<string, string>> = {
  intake: 'Reading the header',
  structure: 'Reading the structure',
  code: 'The analysis of the code',
};

/** @param packers All that are known, those that rules recognised included. */
export function confidenceOf(subject: JudgedSubject, packers: readonly string[], allTextSeen = true): Confidence {
  const doubts = [
    ...stageDoubts(subject),
    ...contentDoubts(subject, packers),
    ...(allTextSeen ? [] : [doubt('There is more text in the strings than rules were tried on.', 5)]),
  ];
  const sure = Math.max(LEAST, 100 - doubts.reduce((sum, { hundredths }) => sum + hundredths, 0));
  const capped = subject.engine === 'fallback' ? Math.min(sure, MOST_OF_FALLBACK) : sure;
  const fallback = subject.engine === 'fallback' ? [doubt(FALLBACK, sure - capped)] : [];
  return {
    confidence: capped / 100,
    confidence_reasons: [...fallback, ...doubts].map(({ reason, hundredths }) => ({
      reason,
      effect: hundredths / 100,
    })),
  };
}

const FALLBACK = 'The disassembler failed; only headers and strings were read, by simpler means.';

const NAMES_REMOVED = 'Names of functions were removed from the file.';
const NO_SYMBOLS = 'The file has no symbols that name its functions.';

interface Doubt {
  readonly reason: string;
  readonly hundredths: number;
}

function doubt(reason: string, hundredths: number): Doubt {
  return { reason, hundredths };
}

function stageDoubts({ stages }: JudgedSubject): readonly Doubt[] {
  return stages.flatMap(({ name, status }) => {
    if (status === 'ok') return [];
    return [doubt(`${STAGE_NAMES[name] ?? `The stage ${name}`} ${STAGE_WORDS[status]}.`, STAGE_EFFECTS[status])];
  });
}

function contentDoubts(subject: JudgedSubject, packers: readonly string[]): readonly Doubt[] {
  const doubts: Doubt[] = [];
  if (packers.length > 0) doubts.push(doubt('The file is packed: what is inside shows only when it runs.', 30));
  const { coverage } = subject;
  if (coverage !== undefined && coverage < GOOD_COVERAGE) {
    const known = Math.max(0, coverage);
    doubts.push(
      doubt(
        `Known functions cover ${Math.round(known * 100)} % of the code.`,
        Math.round((GOOD_COVERAGE - known) * 30),
      ),
    );
  }
  doubts.push(...nameDoubts(subject));
  if (subject.language === undefined) doubts.push(doubt('The programming language could not be told.', 2));
  if (subject.architecture === 'unknown') doubts.push(doubt('The processor is not known.', 15));
  // That a function everybody calls names 200 of its callers takes nothing from what is known.
  const cut = new Set(subject.truncated.map((each) => each.section).filter((section) => section !== 'relations'));
  doubts.push(...focusDoubts(subject));
  for (const section of cut) {
    doubts.push(doubt(`The list of ${section} is cut: there are more than a document holds.`, 4));
  }
  return doubts;
}

/** What a name tells of a function, only its code tells where there is none. */
function nameDoubts(subject: JudgedSubject): readonly Doubt[] {
  const share = namedShare(subject);
  if (share === undefined) {
    return subject.stripped ? [doubt(subject.format === 'pe' ? NO_SYMBOLS : NAMES_REMOVED, MOST_OF_NAMES)] : [];
  }
  const effect = Math.round((1 - share / WELL_NAMED) * MOST_OF_NAMES);
  if (effect <= 0) return [];
  const percent = Math.floor(share * 100);
  const some = percent === 0 ? 'Hardly any function has' : `Only ${percent} % of the functions have`;
  const reason = share === 0 ? 'No function has' : some;
  return [doubt(`${reason} a name in the file.`, effect)];
}

/** One who restricts the analysis gets an account of a part, not of the file. */
function focusDoubts({ notAnalysed }: JudgedSubject): readonly Doubt[] {
  const areas = FOCUSED.filter((area) => notAnalysed.includes(area));
  if (areas.length === 0) return [];
  const effect = areas.reduce((sum, area) => sum + FOCUS_EFFECTS[area], 0);
  return [doubt(`The account leaves out ${listed(areas)}, which were not asked for.`, effect)];
}
