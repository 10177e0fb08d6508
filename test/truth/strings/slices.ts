// `npm run truth:slices`: texts of Go and Rust programs to which code points with a length, against our documents; status 1 where too few are strings of their own.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { ExtractedString } from '#domain/document/strings';
import { OurDocuments } from '../our-document';
import { released } from '../released';
import { ask } from '../tools/tool';
import { gnuStrings } from './gnu-strings';
import type { PointedText, RegisterOrder } from './pointed-texts';
import { pointedTexts } from './pointed-texts';
import { scoreStrings } from './string-truth';

import 'reflect-metadata';

const USAGE = `usage: npm run truth:slices -- [--released PATTERN] [--verbose]

  --released  of the programs that npm has, those whose name the pattern fits (default: esbuild and rollup)
  --verbose   also what is missed in each`;
const DEFAULT = '^@(?:esbuild|rollup)/.*(?:linux-|win32-)(?:x64|arm64)|^@(?:esbuild|rollup)/.*darwin-arm64';
/** Of the texts that code points to with a length. */
const SHARE = 0.8;
const SHORTEST = 4;

const { values } = parseArgs({
  options: {
    released: { type: 'string', default: DEFAULT },
    verbose: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

async function main(): Promise<boolean> {
  if (values.help) {
    console.log(USAGE);
    return true;
  }
  const documents = OurDocuments.by('radare2', 'standard');
  console.log(
    '| program | pointed to | strings of their own | with users | of all strings with users | bytes of GNU strings |',
  );
  console.log('|---|---|---|---|---|---|');
  let isGood = true;
  for (const { name, path } of released(new RegExp(values.released))) {
    const document = await documents.of(path);
    const file = readFileSync(path);
    const disassembly = await ask('llvmObjdump', ['-d', '-M', 'intel', '--no-show-raw-insn', path]).catch(() => '');
    const wanted = textsAmong(pointedTexts(disassembly, orderOf(document)), document, file);
    const own = wanted.filter((each) => each.string !== undefined);
    const used = own.filter((each) => (each.string?.used_by_total ?? 0) > 0);
    const { invented } = scoreStrings(document, [], file);
    const covered = coverage(document, await gnuStrings(path));
    console.log(
      `| ${name} | ${wanted.length} | ${percent(own, wanted)} | ${percent(used, wanted)} | ${
        document.strings.filter((each) => (each.used_by_total ?? 0) > 0).length
      } of ${document.strings.length} | ${covered} |`,
    );
    if (values.verbose) for (const each of wanted.filter(({ string }) => string === undefined).slice(0, 40)) tell(each);
    for (const each of invented.slice(0, 5)) console.log(`  not there: ${JSON.stringify(each)}`);
    isGood &&= wanted.length > 0 && used.length >= wanted.length * SHARE && invented.length === 0;
  }
  return isGood;
}

interface WantedText extends PointedText {
  readonly text: string;
  readonly string?: ExtractedString | undefined;
}

/** Each place and size once: those that are text, with our string there. */
function textsAmong(
  pointed: readonly PointedText[],
  { sections, strings }: AnalysisDocument,
  file: Buffer,
): readonly WantedText[] {
  const byPlace = new Map(strings.map((each) => [`${Number(each.address)} ${each.length}`, each]));
  const once = new Map(pointed.map((each) => [`${each.address} ${each.size}`, each]));
  return [...once.values()].flatMap(({ address, size }) => {
    const section = sections.find(
      (each) => each.size > 0 && address >= Number(each.address) && address < Number(each.address) + each.size,
    );
    if (section === undefined || section.permissions === '---') return [];
    const at = address - Number(section.address) + Number(section.offset);
    const text = textOf(file.subarray(at, at + size));
    if (text === undefined || text.length < SHORTEST) return [];
    const string = byPlace.get(`${address} ${Array.from(text).length}`);
    return [{ address, size, text, ...(string !== undefined && { string }) }];
  });
}

/** `undefined` where the bytes are none: what has control characters, or no three visible ones. */
function textOf(bytes: Buffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    // eslint-disable-next-line no-control-regex
    if (/[\0-\x06\x0e-\x1a\x1c-\x1f\x7f]/.test(text)) return undefined;
    return bytes.filter((byte) => byte > 0x20).length < 3 ? undefined : text;
  } catch {
    return undefined;
  }
}

function orderOf({ metadata: { file } }: AnalysisDocument): RegisterOrder {
  if (file.architecture === 'arm64') return 'arm64';
  if (file.language === 'go') return 'go';
  return file.format === 'pe' ? 'windows' : 'systemV';
}

/** How much of what GNU strings finds in loaded places lies in strings of ours. */
function coverage(
  { strings, sections }: AnalysisDocument,
  witnesses: readonly { readonly start: number; readonly end: number }[],
): string {
  const isOurs = new Set<number>();
  for (const { offset, content, length } of strings) {
    const end = Number(offset) + Math.max(length, Buffer.byteLength(content));
    for (let at = Number(offset); at < end; at++) isOurs.add(at);
  }
  const places = sections.filter(
    ({ permissions, size }) => size > 0 && permissions.startsWith('r') && !permissions.endsWith('x'),
  );
  let [all, ours] = [0, 0];
  for (const { start, end } of witnesses) {
    if (!places.some(({ offset, size }) => start >= Number(offset) && end <= Number(offset) + size)) continue;
    for (let at = start; at < end; at++) {
      all += 1;
      if (isOurs.has(at)) ours += 1;
    }
  }
  return `${((100 * ours) / Math.max(1, all)).toFixed(2)} %`;
}

function percent(some: readonly unknown[], all: readonly unknown[]): string {
  return `${some.length} (${((100 * some.length) / Math.max(1, all.length)).toFixed(1)} %)`;
}

function tell({ address, text }: WantedText): void {
  console.log(`  0x${address.toString(16)} ${JSON.stringify(text.slice(0, 80))}`);
}

void main().then(
  (isTrue) => {
    process.exitCode = isTrue ? 0 : 1;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
