import type {
  Export,
  ExtractedString,
  Import,
  Section,
  Segment,
  StringEncoding,
} from '#domain/analysis/analysis-document';
import { categoriseImport } from '#domain/analysis/categorise-import';
import type { ExecutableFormat } from '#domain/identification/executable-header';
import { stringType } from '#domain/anatomy/string-type';
import { address } from '#domain/shared/address';
import type { Address } from '#domain/shared/address';
import { tameText } from '#domain/shared/hostile-text';
import { count, flag, location, name, record, STRING_LIMIT } from './decode';

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

export interface SymbolFact {
  readonly name: string;
  readonly address: Address;
  /** Bytes, 0 when the symbol does not say. */
  readonly size: number;
  readonly isFunction: boolean;
  readonly isImported: boolean;
}

/**
 * `shift`: where the image begins in the file; radare2 counts these offsets from there, and reads the bytes of such sections
 * from the wrong place (6.1.8), so what it says about their bytes is left out.
 */
export function sectionDecoder(shift: number): (value: unknown) => Section | undefined {
  return (value) => {
    const fields = record(value);
    const place = fields && placeOf(fields, shift);
    if (place === undefined) return undefined;
    const entropy = Number(fields?.['entropy']);
    const md5 = fields?.['md5'];
    const hasBytes = shift === 0 && place.size > 0 && fields?.['type'] !== 'NOBITS';
    return {
      ...place,
      ...(hasBytes && typeof fields?.['entropy'] === 'string' && entropy >= 0 && entropy <= 8 && { entropy }),
      ...(hasBytes && typeof md5 === 'string' && /^[0-9a-f]{32}$/.test(md5) && { md5 }),
    };
  };
}

export function segmentDecoder(format: ExecutableFormat): (value: unknown) => Segment | undefined {
  return (value) => {
    const fields = record(value);
    // radare2 names the segments of ELF files itself, and adds one for the header.
    if (format === 'elf' && fields?.['name'] === 'ehdr') return undefined;
    return fields && placeOf(fields, 0);
  };
}

function placeOf(fields: Readonly<Record<string, unknown>>, shift: number): Segment | undefined {
  const start = location(fields['vaddr']);
  const size = count(fields['size']);
  if (start === undefined || size === undefined) return undefined;
  return {
    name: plainName(fields['name']) ?? '',
    address: start,
    offset: shifted(location(fields['paddr']), shift),
    size,
    virtual_size: count(fields['vsize']) ?? size,
    permissions: permissions(fields['perm']),
  };
}

export function library(value: unknown): string | undefined {
  return name(value);
}

export function entryPoint(value: unknown): Address | undefined {
  const fields = record(value);
  return fields?.['type'] === 'program' ? location(fields['vaddr']) : undefined;
}

export function importedName(value: unknown): Import | undefined {
  const fields = record(value);
  const symbol = name(fields?.['name']);
  if (symbol === undefined) return undefined;
  const from = name(fields?.['libname']);
  const stub = location(fields?.['plt']);
  return {
    name: symbol,
    ...(from !== undefined && { library: from }),
    ...(stub !== undefined && stub !== '0x0' && { address: stub }),
    category: categoriseImport(symbol, from),
  };
}

export function exportedName(value: unknown): Export | undefined {
  const fields = record(value);
  const symbol = symbolFact(value);
  if (symbol === undefined || symbol.isImported) return undefined;
  const forwarder = name(fields?.['forwarder']);
  const isForwarded = forwarder !== undefined && forwarder !== 'NONE';
  return {
    name: symbol.name,
    address: symbol.address,
    size: symbol.size,
    type: symbol.isFunction ? 'function' : fields?.['type'] === 'OBJ' ? 'object' : 'other',
    ...(isForwarded && { forwarder }),
  };
}

export function symbolFact(value: unknown): SymbolFact | undefined {
  const fields = record(value);
  const start = location(fields?.['vaddr']);
  const symbol = name(fields?.['name']);
  if (fields === undefined || start === undefined || symbol === undefined) return undefined;
  return {
    name: symbol,
    address: start,
    size: count(fields['size']) ?? 0,
    isFunction: fields['type'] === 'FUNC',
    isImported: flag(fields['is_imported']) ?? false,
  };
}

/** `shift` as with sections. */
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

/** `-r-x` to `r-x`; the first place is for shared segments. */
function permissions(value: unknown): string {
  return typeof value === 'string' && /^[-s][-r][-w][-x]$/.test(value) ? value.slice(1) : '---';
}

function shifted(offset: Address | undefined, shift: number): Address {
  return address(BigInt.asUintN(64, BigInt(offset ?? 0) + BigInt(shift)));
}
