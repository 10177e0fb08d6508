import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { ExtractedString, StringEncoding } from '#domain/document/strings';
import { tameLines } from '#domain/shared/hostile-text';
import { encodedText } from '../../builders/encoded-text';
import { baseRelocationTable } from './base-relocation-table';
import type { WitnessedText } from './gnu-strings';

/** What is held against GNU strings. */
export type StringAccount = Pick<AnalysisDocument, 'strings' | 'sections'>;

export interface StringScore {
  /** Texts of places that are loaded and hold neither code nor base relocations, and those of them that the document has not. */
  readonly witnessed: number;
  readonly missed: readonly WitnessedText[];
  /** Strings of the document that are not in the file. */
  readonly invented: readonly ExtractedString[];
}

/** Mach-O maps all of a segment alike; these of its sections hold instructions. */
const MACHO_CODE = /\.__(?:text|stubs|stub_helper|symbol_stub\d?|picsymbolstub\d|init|fini|objc_stubs|textcoal_nt)$/;
const BYTES = { ascii: 1, 'utf-8': 1, 'utf-16le': 2, 'utf-16be': 2, 'utf-32le': 4, 'utf-32be': 4 } as const;

export function scoreStrings(account: StringAccount, witnesses: readonly WitnessedText[], file: Buffer): StringScore {
  const places = account.sections.filter(
    ({ name, permissions, size }) =>
      size > 0 &&
      permissions !== '---' &&
      (!permissions.endsWith('x') || (name.startsWith('__') && !MACHO_CODE.test(name))),
  );
  const ranges = places.map(({ offset, size }) => [Number(offset), Number(offset) + size] as const);
  const [noText, behind] = baseRelocationTable(file, account.sections) ?? [0, 0];
  const inPlace = witnesses.filter(
    ({ start, end }) => (end <= noText || start >= behind) && ranges.some(([from, to]) => start >= from && end <= to),
  );
  const found = account.strings.map((each) => [Number(each.offset), endOf(each)] as const);
  return {
    witnessed: inPlace.length,
    missed: inPlace.filter(({ start, end }) => !isCovered(found, start, end)),
    invented: account.strings.filter((each) => !isInFile(each, file)),
  };
}

/** Ours are in the order of the file, but may lie within one another. */
function isCovered(found: readonly (readonly [number, number])[], start: number, end: number): boolean {
  let low = 0;
  let high = found.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((found[middle]?.[0] ?? 0) <= start + 1) low = middle + 1;
    else high = middle;
  }
  return found.slice(Math.max(low - 8, 0), low).some(([from, to]) => from <= start + 1 && to >= end - 2);
}

/** At least: characters of UTF-8 take more bytes. */
function endOf({ offset, length, encoding, content }: ExtractedString): number {
  const bytes = encoding === 'utf-8' ? Buffer.byteLength(content) : length * BYTES[encoding];
  return Number(offset) + Math.max(bytes, length);
}

/** Whether as many characters as it says, read from the file in its encoding, are what it shows. */
export function isInFile({ content, length, offset, encoding }: ExtractedString, file: Buffer): boolean {
  const at = Number(offset);
  const text = decoded(file.subarray(at, at + length * 4), encoding, length);
  const bytes = encodedText(text, encoding);
  return tameLines(text, 4096) === content && bytes.equals(file.subarray(at, at + bytes.length));
}

function decoded(bytes: Buffer, encoding: StringEncoding, length: number): string {
  if (encoding === 'utf-32le' || encoding === 'utf-32be') {
    const read = (at: number): number => (encoding === 'utf-32le' ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
    return Array.from({ length }, (_, index) => String.fromCodePoint(read(index * 4))).join('');
  }
  if (encoding === 'ascii') return bytes.toString('latin1', 0, length);
  return Array.from(new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes))
    .slice(0, length)
    .join('');
}
