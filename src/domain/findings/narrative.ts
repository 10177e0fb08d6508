import type { Capability, Confidence, NarrativeSentence } from '#domain/document/account';
import type { Truncation } from '#domain/document/parts';
import type { Finding, Verdict } from '#domain/document/security-findings';
import { readsLikeInstructions } from '#domain/injection/reads-like-instructions';
import { describeBuild, describeFile, describeHardening } from './describe-build';
import type { JudgedSubject } from './judged-subject';
import { counted, listed, quotedName } from './quoted-name';
import { selfDescriptions } from './self-descriptions';

const CAPABILITIES_NAMED = 8;
const FINDINGS_NAMED = 3;
/** Where capabilities show, and how a program has it. */
const SHOWN_BY = { imports: 'imports', strings: 'contains' } as const;

/** What the account is made from, beside the subject itself. */
export interface NarrativeFacts {
  /** `null` where nothing was read that would show them. */
  readonly capabilities: readonly Capability[] | null;
  readonly confidence: Confidence;
  readonly packers: readonly string[];
  /** Absent where nobody asked for a security scan. */
  readonly security?: {
    readonly riskScore: number;
    readonly verdict: Verdict;
    readonly findings: readonly Finding[];
  };
}

/** Four to eight plain sentences for somebody who knows programs but not their insides. Says nothing that no field says, and nothing of what nobody
 * looked at. */
export function narrate(subject: JudgedSubject, facts: NarrativeFacts): readonly NarrativeSentence[] {
  const hardening = describeHardening(subject);
  return [
    sentence(describeFile(subject), 'metadata.file'),
    ...describeItself(subject),
    sentence(
      describeBuild(subject),
      ...['metadata.file', 'libraries', ...(subject.names === undefined ? [] : ['summary.names'])],
    ),
    ...(hardening === undefined ? [] : [sentence(hardening, 'summary.hardening')]),
    ...describeContent(subject),
    ...(facts.packers.length === 0 ? [] : [sentence(describePacking(facts.packers), 'security_findings.packers')]),
    ...describeCapabilities(facts.capabilities, subject),
    ...(facts.security === undefined ? [] : [describeFindings(facts.security, facts.capabilities !== null)]),
    sentence(describeConfidence(facts.confidence), 'confidence', 'confidence_reasons'),
  ];
}

/** The sentences as one paragraph. */
export function narrativeText(sentences: readonly NarrativeSentence[]): string {
  return sentences.map(({ text }) => text).join(' ');
}

function sentence(text: string, ...fields: readonly string[]): NarrativeSentence {
  return { text, based_on: fields };
}

/** In its own words, where they tell nobody what to do. */
function describeItself({ strings }: JudgedSubject): readonly NarrativeSentence[] {
  const [said] = selfDescriptions(strings).map((place) => strings[place]?.content ?? '');
  if (said === undefined || readsLikeInstructions(said) !== undefined) return [];
  return [sentence(`It says of itself: ${quotedName(said.trim())}.`, 'strings')];
}

function describeContent(subject: JudgedSubject): readonly NarrativeSentence[] {
  const { functions, imports, exports, strings, depth, notAnalysed } = subject;
  const number = (section: Truncation['section'], kept: number, one: string): string => {
    const cut = subject.truncated.find((each) => each.section === section);
    const least = cut !== undefined && cut.total === undefined ? 'at least ' : '';
    return `${least}${counted(cut?.total ?? kept, one)}`;
  };
  const found = [
    ...(notAnalysed.includes('functions') ? [] : [number('functions', functions.length, 'function')]),
    ...(notAnalysed.includes('imports') ? [] : [`${number('imports', imports.length, 'import')} from elsewhere`]),
    ...(exports.length === 0 ? [] : [`${number('exports', exports.length, 'export')} for others to use`]),
    ...(notAnalysed.includes('strings') ? [] : [number('strings', strings.length, 'string')]),
  ];
  if (found.length === 0) return [];
  const how = depth === 'quick' ? 'A quick look, without its code, found' : 'The analysis found';
  const isCut = subject.truncated.length > 0;
  return [sentence(`${how} ${listed(found)}.`, 'summary.counts', ...(isCut ? ['metadata.truncated'] : []))];
}

function describePacking(packers: readonly string[]): string {
  return `It is packed (${listed(packers.slice(0, 3).map(quotedName))}): most of what it does shows only when it runs.`;
}

function describeCapabilities(
  capabilities: NarrativeFacts['capabilities'],
  { notAnalysed }: JudgedSubject,
): readonly NarrativeSentence[] {
  if (capabilities === null) return [];
  const read = Object.keys(SHOWN_BY) as (keyof typeof SHOWN_BY)[];
  const known = read.filter((area) => !notAnalysed.includes(area));
  const text = (words: string): readonly NarrativeSentence[] => [sentence(words, 'summary.capabilities')];
  if (capabilities.length === 0) return text(`Its ${listed(known)} do not tell what it can do.`);
  const names = capabilities.slice(0, CAPABILITIES_NAMED).map(({ name }) => name);
  const more = capabilities.length - names.length;
  const rest = more > 0 ? `, and ${counted(more, 'thing')} more` : '';
  return text(
    `By what it ${listed(known.map((area) => SHOWN_BY[area]))}, it can ${more > 0 ? names.join(', ') : listed(names)}${rest}.`,
  );
}

/** @param isRead whether anything was read that would show harm */
function describeFindings(
  { riskScore, verdict, findings }: NonNullable<NarrativeFacts['security']>,
  isRead: boolean,
): NarrativeSentence {
  const fields = ['security_findings.verdict', 'security_findings.risk_score', 'security_findings.findings'];
  const notable = findings.filter(({ severity }) => severity !== 'info');
  const score = `its risk score is ${riskScore} of 10, which is ${verdict.word}`;
  if (notable.length === 0 && !isRead) {
    return sentence(`What would show harm was not read; by the rest, ${score}.`, ...fields);
  }
  if (notable.length === 0) return sentence(`Nothing suspicious stands out; ${score}.`, ...fields);
  const named = strongest(notable, verdict).map(({ title, severity }) => `${lowerFirst(title)} (${severity})`);
  const rest = notable.length > named.length ? `, among ${notable.length} findings` : '';
  return sentence(`What stands out: ${named.join('; ')}${rest}; ${score}.`, ...fields);
}

/** Those that the verdict rests on, then the most severe of the others. */
function strongest(notable: readonly Finding[], { reasons }: Verdict): readonly Finding[] {
  const grounds = reasons.flatMap((reason) => notable.find(({ id }) => id === reason.finding) ?? []);
  return [...grounds, ...notable.filter((each) => !grounds.includes(each))].slice(0, FINDINGS_NAMED);
}

function describeConfidence({ confidence, confidence_reasons: reasons }: Confidence): string {
  const [main] = [...reasons].sort((a, b) => b.effect - a.effect);
  const because = main === undefined ? '' : `, mainly because of this: ${lowerFirst(main.reason).replace(/\.$/, '')}`;
  return `How complete this account is, harm or not: ${Math.round(confidence * 100)} %${because}.`;
}

/** Titles begin with a word of ours; abbreviations keep their capitals. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
