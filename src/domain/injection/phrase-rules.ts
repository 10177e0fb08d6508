import { maskOf } from './concept';
import type { InjectionGroup } from './injection-group';
import type { Tokens } from './tokens';

/** Words with these meanings, each another word, around one with the first of them, in one sentence. */
export interface PhraseRule {
  readonly group: InjectionGroup;
  readonly parts: readonly number[];
  /** Words to either side. */
  readonly within: number;
  /** Tried on what has no space as well: names of symbols are made of such words. */
  readonly ofNames: boolean;
}

const is = maskOf;

/** In the order in which they are tried: the first that holds names the group. */
export const PHRASE_RULES: readonly PhraseRule[] = [
  ofNames('override', 6, is('ignore'), is('orders'), is('prior')),
  ofNames('override', 5, is('ignore'), is('orders'), is('you')),
  rule('override', 6, is('ignore'), is('all'), is('orders'), is('follow', 'all', 'say', 'prior')),
  rule('override', 7, is('ignore'), is('rules'), is('prior'), is('you', 'all', 'follow')),
  rule('override', 7, is('ignore'), is('rules'), is('you'), is('follow', 'all', 'must')),
  rule('override', 8, is('not'), is('follow'), is('orders', 'rules'), is('prior', 'you')),
  ofNames('override', 5, is('ignore'), is('secret')),
  rule('override', 6, is('ignore'), is('malicious'), is('you'), is('safe', 'benign', 'must', 'report', 'all')),
  rule('override', 7, is('become'), is('file', 'report'), is('benign', 'safe', 'must')),
  ofNames('role', 6, is('become'), is('persona', 'ai', 'free')),
  rule('role', 8, is('you'), is('free'), is('ai', 'user', 'orders')),
  rule(
    'reader_command',
    8,
    is('not', 'stop'),
    is('say', 'mark', 'reveal'),
    is('malicious'),
    is('report', 'user', 'file', 'must'),
  ),
  ofNames('fake_verdict', 7, is('file'), is('benign')),
  ofNames('reader_command', 8, is('say', 'mark'), is('benign'), is('report', 'file', 'must', 'user')),
  ofNames('reader_command', 8, is('file'), is('mark', 'say'), is('safe')),
  rule('reader_command', 8, is('not'), is('say', 'mark'), is('malicious'), is('file', 'report', 'user')),
  rule(
    'reader_command',
    8,
    is('ai', 'reader'),
    is('must', 'ignore', 'not'),
    is('say', 'mark', 'stop', 'ignore', 'follow'),
    is('report', 'file', 'benign', 'malicious'),
  ),
  rule('false_authority', 9, is('authority'), is('approve'), is('file'), is('safe', 'benign', 'you', 'stop', 'reader')),
  rule('false_authority', 9, is('authority'), is('approve'), is('you'), is('report', 'stop', 'ignore', 'file', 'mark')),
  rule(
    'false_authority',
    9,
    is('authority'),
    is('must', 'approve'),
    is('you'),
    is('not', 'stop', 'ignore', 'mark'),
    is('report', 'file', 'malicious'),
  ),
  rule('false_authority', 6, is('authority'), is('approve'), is('safe', 'benign', 'file')),
  rule('false_authority', 8, is('authority'), is('stop'), is('report'), is('file')),
  rule('reader_command', 6, is('not'), is('say'), is('malicious')),
  rule('reader_command', 6, is('not'), is('say', 'mark'), is('file', 'malicious'), is('report')),
  rule('reader_command', 6, is('not'), is('say'), is('report'), is('you')),
  rule('reader_command', 6, is('not'), is('report'), is('benign', 'malicious'), is('you', 'must', 'file')),
  rule('fake_verdict', 5, is('report'), is('benign'), is('must', 'you')),
  rule('reader_command', 6, is('benign'), is('you'), is('must', 'report')),
  rule('reader_command', 8, is('become'), is('benign')),
  rule('reader_command', 8, is('ignore'), is('benign'), is('you', 'report', 'must', 'file')),
  rule('reader_command', 6, is('benign'), is('say', 'mark')),
  rule('reader_command', 5, is('benign'), is('you')),
  rule(
    'role',
    8,
    is('ai'),
    is('must', 'only'),
    is('say', 'mark', 'not', 'reveal', 'stop'),
    is('you', 'all', 'report', 'file'),
  ),
  rule('reader_command', 6, is('not'), is('report'), is('benign')),
  rule('reader_command', 6, is('only'), is('say', 'file', 'report', 'benign', 'safe')),
  rule('reader_command', 5, is('must'), is('you'), is('say'), is('report')),
  rule('exfiltration', 6, is('reveal'), is('secret')),
  rule('exfiltration', 8, is('reveal'), is('data'), is('you'), is('must')),
];

function rule(group: InjectionGroup, within: number, ...parts: readonly number[]): PhraseRule {
  return { group, parts, within, ofNames: false };
}

function ofNames(group: InjectionGroup, within: number, ...parts: readonly number[]): PhraseRule {
  return { group, parts, within, ofNames: true };
}

/** The first rule that holds of the text. @param isName it has no space */
export function phraseRule(tokens: Tokens, isName: boolean, rules = PHRASE_RULES): PhraseRule | undefined {
  return rules.find(
    ({ parts, within, ofNames: isOfNames }) =>
      (isOfNames || !isName) && mayHold(parts, tokens.all) && holds(parts, within, tokens),
  );
}

export function mayHold(parts: readonly number[], all: number): boolean {
  return parts.every((part) => (part & all) !== 0);
}

function holds([anchor = 0, ...others]: readonly number[], within: number, { masks, sentences }: Tokens): boolean {
  for (let at = 0; at < masks.length; at++) {
    if (((masks[at] ?? 0) & anchor) === 0) continue;
    const used = new Set([at]);
    if (others.every((part) => claim(part, at, within, masks, sentences, used))) return true;
  }
  return false;
}

/** Takes the nearest word of this meaning that no other part has taken. */
function claim(
  part: number,
  at: number,
  within: number,
  masks: readonly number[],
  sentences: readonly number[],
  used: Set<number>,
): boolean {
  for (let distance = 1; distance <= within; distance++) {
    for (const place of [at + distance, at - distance]) {
      if (sentences[place] !== sentences[at] || used.has(place)) continue;
      if (((masks[place] ?? 0) & part) === 0) continue;
      used.add(place);
      return true;
    }
  }
  return false;
}
