import { STRING_LIMIT } from '#domain/document/caps';
import type { Address } from '#domain/shared/address';
import type { TextEncoding } from '#domain/strings/decode-text';
import type { JsonRecord } from './decode';
import { count, location, name, record } from './decode';
import type { StringPlace } from './string-texts';

const ENCODINGS: Readonly<Record<string, TextEncoding>> = {
  ascii: 'ascii',
  utf8: 'utf-8',
  utf16le: 'utf-16le',
  utf32le: 'utf-32le',
};
/** Bytes of the longest string in the widest encoding, with what ends it. */
const LARGEST = (STRING_LIMIT + 1) * 4;

export interface ImportStub {
  readonly name: string;
  readonly address: Address;
}

/** `undefined` also for an import without one. */
export function importStub(value: unknown): ImportStub | undefined {
  const fields = record(value);
  const symbol = name(fields?.['name']);
  const stub = location(fields?.['plt']);
  return symbol === undefined || stub === undefined || stub === '0x0' ? undefined : { name: symbol, address: stub };
}

/** `shift`: where the image begins in the file; radare2 counts offsets from there. */
export function stringPlace(shift: number): (value: unknown) => StringPlace | undefined {
  return (value) => {
    const fields = record(value) ?? {};
    const start = location(fields['vaddr']);
    const offset = count(fields['paddr']);
    const size = count(fields['size']);
    const length = count(fields['length']);
    const encoding = ENCODINGS[String(fields['type'])];
    if (start === undefined || offset === undefined || size === undefined || size > LARGEST) return undefined;
    if (length === undefined || encoding === undefined) return undefined;
    const section = plainName(fields['section']);
    if (section === undefined && isMadeUp(fields)) return undefined;
    return {
      address: start,
      offset: offset + shift,
      size,
      length,
      encoding,
      ...(section !== undefined && { section }),
    };
  };
}

/** For each CFString radare2 adds one of its own making, in no section and with an address for an offset. */
function isMadeUp({ string: content, paddr, vaddr }: JsonRecord): boolean {
  return typeof content === 'string' && content.startsWith('cstr.') && paddr === vaddr;
}

/** radare2 numbers the sections of Mach-O files: `0.__TEXT.__text`. */
function plainName(value: unknown): string | undefined {
  return name(value)?.replace(/^\d+\.(?=__)/, '');
}
