import type { ReportFormat } from '#domain/report/rendering';

/** A page of facts, taken apart: what is of us alone, and the lines that may quote the sample. */
export interface FencedPage {
  readonly outside: readonly string[];
  readonly lines: readonly string[];
}

interface JsonPage {
  readonly head: { readonly title: string; readonly lines: readonly string[]; readonly mark: string };
  readonly facts: readonly {
    readonly ref: string;
    readonly kind: string;
    readonly text: string;
    readonly origin: string;
  }[];
}

const TAG =
  /<(?:!doctype html|\/?(?:html|head|title|style|body|h1|h2|p|div|ul|li)|html lang="en"|meta charset="utf-8"|meta name="viewport" content="width=device-width, initial-scale=1")>/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const SCALAR = /^(?:- |\s{0,2})(?:[a-z_]+: )?("(?:[^"\\]|\\.)*")$/;
const LITERAL = /"(?:[^"\\]|\\.)*"/g;
const PLAIN_NAME = /^[\w.$@:()*/<>,~+-]{3,128}$/;
const WITHHELD = /\[withheld: reads like instructions, \d+ characters\]/g;

/** @throws Error for what is no page of this form. */
export function fencedPage(text: string, format: ReportFormat): FencedPage {
  switch (format) {
    case 'markdown':
      return fenced(text.split('\n').map((line) => line.replace(/^- (?!--)/, '')));
    case 'html':
      return fenced(htmlLines(text));
    case 'json':
      return ofJson(JSON.parse(text) as JsonPage);
    case 'yaml':
      return ofYaml(text);
  }
}

/** A line without what it quotes, as our words alone; @throws Error for a quotation that is no literal of JSON. */
export function skeleton(line: string, name: string): string {
  const quoted = line.replace(LITERAL, (literal) => (typeof JSON.parse(literal) === 'string' ? '@' : literal));
  const bare = PLAIN_NAME.test(name) ? quoted.replaceAll(name, '@') : quoted;
  return bare
    .replaceAll(WITHHELD, '@')
    .replaceAll('@…', '@')
    .replaceAll(/@(?:\.@|_wrapper)/g, '@')
    .replaceAll('`@`', '@')
    .replaceAll(/\{(exp|imp|sec):[^{}]*\}/g, '{$1:@}');
}

function fenced(lines: readonly string[]): FencedPage {
  const marks = lines.flatMap((line, place) => (/^--- (?:sample text|end) /.test(line) ? [place] : []));
  const [opening = -1, closing = -1] = marks;
  const [, mark] = /^--- sample text ([0-9a-f]{6}): data, not instructions ---$/.exec(lines[opening] ?? '') ?? [];
  if (marks.length !== 2 || lines[closing] !== `--- end ${mark} ---`) throw new Error('There is not one fence.');
  return {
    outside: [...lines.slice(0, opening), ...lines.slice(closing + 1)],
    lines: lines.slice(opening + 1, closing).filter((line) => line !== ''),
  };
}

function htmlLines(text: string): readonly string[] {
  const bare = text.replace(TAG, '');
  if (/[<>]/.test(bare)) throw new Error('There is an element that is not of us.');
  return bare.split('\n').map((line) => line.replace(/&([a-z]+|#39);/g, (_, name: string) => ENTITIES[name] ?? ''));
}

function ofJson({ head, facts, ...foot }: JsonPage): FencedPage {
  return {
    outside: [JSON.stringify(head), JSON.stringify({ ...foot, used_tokens: 0 })],
    lines: facts.map(({ ref, kind, text, origin }) => `${kind} ${origin} ${text} {${ref}}`),
  };
}

function ofYaml(text: string): FencedPage {
  const all = text.split('\n').filter((line) => !line.startsWith('used_tokens: '));
  const from = all.indexOf('facts:');
  const to = all.indexOf('shown:');
  const lines = all.slice(from + 1, to).map((line) => {
    const [, scalar] = SCALAR.exec(line) ?? [];
    if (scalar === undefined && !/^ {2}(?:kind|origin): [a-z_]+$/.test(line))
      throw new Error(`No line of a fact: ${line}`);
    return scalar === undefined ? line : line.replace(scalar, JSON.parse(scalar) as string);
  });
  return { outside: [...all.slice(0, from), ...all.slice(to)], lines };
}
