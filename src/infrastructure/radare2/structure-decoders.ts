import type { ExtractedString, StringEncoding } from '#domain/analysis/analysis-document';
import { stringType } from '#domain/anatomy/string-type';
import { address } from '#domain/shared/address';
import type { Address } from '#domain/shared/address';
import { tameText } from '#domain/shared/hostile-text';
import { count, location, name, record, STRING_LIMIT } from './decode';

const ENCODINGS: Readonly<Record<string, StringEncoding>> = {
  ascii: 'ascii',
  utf8: 'utf-8',
  wide: 'utf-16le',
  utf16le: 'utf-16le',
  utf16be: 'utf-16be',
  wide32: 'utf-32le',
  utf32le: 'utf-32le',
  utf32be: 'utf-32be',
};

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
export function stringDecoder(shift: number): (value: unknown) => ExtractedString | undefined {
  return (value) => {
    const fields = record(value);
    const content = fields?.['string'];
    const start = location(fields?.['vaddr']);
    if (fields === undefined || typeof content !== 'string' || start === undefined) return undefined;
    const section = plainName(fields['section']);
    // For each CFString radare2 adds one of its own making, in no section and with an address for an offset.
    if (section === undefined && content.startsWith('cstr.') && fields['paddr'] === fields['vaddr']) return undefined;
    const tame = tameText(content, STRING_LIMIT);
    return {
      content: tame,
      address: start,
      offset: shifted(location(fields['paddr']), shift),
      length: count(fields['length']) ?? content.length,
      encoding: ENCODINGS[String(fields['type'])] ?? 'ascii',
      ...(section !== undefined && { section }),
      type: stringType(tame),
    };
  };
}

/** radare2 numbers the sections of Mach-O files: `0.__TEXT.__text`. */
function plainName(value: unknown): string | undefined {
  return name(value)?.replace(/^\d+\.(?=__)/, '');
}

function shifted(offset: Address | undefined, shift: number): Address {
  if (offset !== undefined && shift === 0) return offset;
  return address(BigInt.asUintN(64, BigInt(offset ?? 0) + BigInt(shift)));
}
