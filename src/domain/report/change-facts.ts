import { likeness, localityDistance } from '#domain/bytes/locality-distance';
import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { FunctionInfo } from '#domain/document/functions';
import type { Hardening, HardeningField } from '#domain/document/hardening';
import { HARDENING_FIELDS } from '#domain/document/hardening';
import { IMPORT_CATEGORIES } from '#domain/document/import-category';
import { compareFunctions } from './compare-programs';
import type { FactText } from './fact';
import { SENSITIVITY } from './fact-scores';
import { functionText } from './function-facts';
import { importFacts } from './import-facts';
import type { ProgramModel } from './program-model';
import { fullName } from './program-model';
import { OTHER } from './resolve-fact';
import type { SampleText } from './sample-text';
import { stringReference } from './string-facts';

/** Differences in one function that are told. */
const DIFFERENCES_SHOWN = 4;
const STRING_CHARACTERS = 60;
const IMPORTS_A_LINE = 8;

/** One difference between two results, with the reference of what is different: of the other result it begins with `other:`. */
export interface ChangeFact extends FactText {
  readonly ref: string;
  readonly score: number;
}

/** What is different in another result of the same program or of another, the most telling first. */
export function changeFacts(here: ProgramModel, there: ProgramModel, sample: SampleText): readonly ChangeFact[] {
  const facts = [
    ...wholeFacts(here.document, there.document, sample),
    ...importChanges(here, there, sample),
    ...functionChanges(here, there, sample),
    ...stringChanges(here, there, sample),
  ];
  return facts
    .map((fact, place) => ({ fact, place }))
    .sort((one, other) => other.fact.score - one.fact.score || one.place - other.place)
    .map(({ fact }) => fact);
}

function* wholeFacts(here: AnalysisDocument, there: AnalysisDocument, sample: SampleText): Generator<ChangeFact> {
  const [one, other] = [here.metadata.file, there.metadata.file];
  if (one.sha256 === other.sha256) yield ours('id:file', 2000, 'both are the same file, byte for byte');
  const distance = localityDistance(one.tlsh ?? '', other.tlsh ?? '');
  if (distance !== undefined && one.sha256 !== other.sha256)
    yield ours('id:tlsh', 1970, `bytes: TLSH distance ${distance}, ${likeness(distance)}`);
  if (here.summary.risk_score !== there.summary.risk_score)
    yield ours(
      'id:file',
      1900,
      `risk here ${here.summary.risk_score ?? 'not scored'}, there ${there.summary.risk_score ?? 'not scored'}`,
    );
  for (const field of HARDENING_FIELDS) {
    const [mine, theirs] = [here.summary.hardening[field], there.summary.hardening[field]];
    if (mine !== theirs)
      yield ours(
        `${mine === undefined ? OTHER : ''}id:hardening`,
        1500,
        `${field} here ${protection(mine)}, there ${protection(theirs)}`,
      );
  }
  yield* unreadCode(here, there);
  yield* findingChanges(here, there, sample);
  yield* libraryChanges(here, there, sample);
}

/** One that a file lacks a word for is none that its format has, such as `safe_seh` in a file of 64 bits. */
export function protection(value: Hardening[HardeningField]): string {
  return value === undefined ? 'not applicable' : value === true ? 'yes' : value === false ? 'no' : value;
}

/** What is not known of one of both is no difference between them. */
function* unreadCode(here: AnalysisDocument, there: AnalysisDocument): Generator<ChangeFact> {
  for (const [which, { metadata }] of [
    ['here', here],
    ['there', there],
  ] as const) {
    const stage = metadata.stages.find(({ name, status }) => name === 'code' && status !== 'ok');
    if (stage === undefined) continue;
    const text = `code ${which} was not all read (${stage.status}): functions told apart below may be the same`;
    yield ours(`${which === 'here' ? '' : OTHER}id:confidence`, 1960, text);
  }
}

function* findingChanges(here: AnalysisDocument, there: AnalysisDocument, sample: SampleText): Generator<ChangeFact> {
  const own = new Map((here.security_findings?.findings ?? []).map((each) => [each.id, each]));
  const others = new Map((there.security_findings?.findings ?? []).map((each) => [each.id, each]));
  for (const [id, { title, severity }] of own) {
    const words = id.startsWith('custom:') ? sample.quoted(title) : title;
    if (!others.has(id)) yield by(`find:${id}`, 1700, `finding only here: [${severity}] ${words}`);
  }
  for (const [id, { title, severity }] of others) {
    const words = id.startsWith('custom:') ? sample.quoted(title) : title;
    if (!own.has(id)) yield by(`${OTHER}find:${id}`, 1700, `finding only there: [${severity}] ${words}`);
  }
}

function* libraryChanges(here: AnalysisDocument, there: AnalysisDocument, sample: SampleText): Generator<ChangeFact> {
  for (const [which, names, than] of [
    ['here', here.libraries, there.libraries],
    ['there', there.libraries, here.libraries],
  ] as const)
    for (const name of names)
      if (!than.includes(name))
        yield by(`${which === 'here' ? '' : OTHER}id:libraries`, 1400, `library only ${which}: ${sample.name(name)}`);
}

function* importChanges(here: ProgramModel, there: ProgramModel, sample: SampleText): Generator<ChangeFact> {
  for (const [which, own, other, prefix] of [
    ['here', here, there, ''],
    ['there', there, here, OTHER],
  ] as const) {
    const known = new Set(other.document.imports.map(fullName));
    const refs = importFacts(own, sample);
    const missing = [...own.document.imports.entries()].filter(([, each]) => !known.has(fullName(each)));
    for (const category of IMPORT_CATEGORIES) {
      const some = missing.filter(([, each]) => each.category === category);
      const score = 1000 + 20 * SENSITIVITY[category];
      for (let first = 0; first < some.length; first += IMPORTS_A_LINE) {
        const line = some.slice(first, first + IMPORTS_A_LINE);
        const names = line.map(([, each]) => sample.name(fullName(each))).join(', ');
        yield by(`${prefix}${refs.ref(line[0]?.[0] ?? 0)}`, score, `${category} imports only ${which}: ${names}`);
      }
    }
  }
}

function* functionChanges(here: ProgramModel, there: ProgramModel, sample: SampleText): Generator<ChangeFact> {
  const { same, changed, onlyHere, onlyThere } = compareFunctions(here, there);
  yield ours(
    'id:counts',
    1950,
    `functions: ${same.length} the same, ${changed.length} changed, ${onlyHere.length} only here, ${onlyThere.length} only there`,
  );
  for (const { here: one, there: other, by: how } of changed) {
    const [mine, theirs] = [here.document.functions[one], there.document.functions[other]];
    if (mine === undefined || theirs === undefined) continue;
    const where = `${mine.address} ${sample.name(mine.name)}, there ${theirs.address}${mine.name === theirs.name ? '' : ` ${sample.name(theirs.name)}`}`;
    const what = differences(mine, theirs, sample);
    yield by(
      `fn:${mine.address}`,
      800 + weight(mine),
      `function changed (by ${how}): ${where}${what === '' ? '' : `: ${what}`}`,
    );
  }
  for (const place of onlyHere) yield only('here', here, place, sample);
  for (const place of onlyThere) yield only('there', there, place, sample);
}

function only(which: 'here' | 'there', model: ProgramModel, place: number, sample: SampleText): ChangeFact {
  const each = model.document.functions[place];
  const prefix = which === 'here' ? '' : OTHER;
  const score = 500 + (each === undefined ? 0 : weight(each));
  return by(
    `${prefix}fn:${each?.address ?? ''}`,
    score,
    `function only ${which}: ${functionText(each, model, sample).text}`,
  );
}

/** The more there is of it, the more it tells. */
export function weight({ complexity_score: complexity = 0, imports = [] }: FunctionInfo): number {
  return 40 * Math.log10(1 + complexity) + 2 * Math.min(imports.length, 50);
}

function differences(mine: FunctionInfo, theirs: FunctionInfo, sample: SampleText): string {
  const [text, name] = [
    (content: string) => sample.quoted(content, STRING_CHARACTERS),
    (each: string) => sample.name(each),
  ];
  const parts = [
    ...listDifferences(contentsOf(mine), contentsOf(theirs), text),
    ...listDifferences(mine.imports ?? [], theirs.imports ?? [], name),
    ...(mine.complexity_score === theirs.complexity_score
      ? []
      : [`cc ${mine.complexity_score ?? '?'} here, ${theirs.complexity_score ?? '?'} there`]),
    ...(mine.instructions === theirs.instructions
      ? []
      : [`${mine.instructions ?? '?'} instructions here, ${theirs.instructions ?? '?'} there`]),
  ];
  return parts.slice(0, DIFFERENCES_SHOWN).join('; ');
}

function listDifferences(
  mine: readonly string[],
  theirs: readonly string[],
  show: (each: string) => string,
): readonly string[] {
  const [own, other] = [new Set(mine), new Set(theirs)];
  return [
    ...mine.filter((each) => !other.has(each)).map((each) => `only here ${show(each)}`),
    ...theirs.filter((each) => !own.has(each)).map((each) => `only there ${show(each)}`),
  ];
}

function contentsOf({ strings = [] }: FunctionInfo): readonly string[] {
  return strings.map(({ content }) => content);
}

function* stringChanges(here: ProgramModel, there: ProgramModel, sample: SampleText): Generator<ChangeFact> {
  for (const [which, own, other, prefix] of [
    ['here', here, there, ''],
    ['there', there, here, OTHER],
  ] as const) {
    const known = new Set(other.document.strings.map(({ content }) => content));
    for (const [place, each] of own.document.strings.entries()) {
      const { content, type } = each;
      if (known.has(content)) continue;
      known.add(content);
      yield by(
        `${prefix}${stringReference(each, place, own)}`,
        300,
        `string only ${which}: ${sample.quoted(content)} ${type}`,
      );
    }
  }
}

function ours(ref: string, score: number, text: string): ChangeFact {
  return { ref, score, text, origin: 'analysis' };
}

function by(ref: string, score: number, text: string): ChangeFact {
  return { ref, score, text, origin: 'sample' };
}
