import type { CodeRanges } from '#domain/bytes/code-ranges';
import type { Export, ExportFlag, ImportLookup } from '#domain/document/symbols';
import { LOOKUP } from '#domain/executables/macho/bound-imports';
import type { MachoExport } from '#domain/executables/macho/macho-exports';
import type { MachoImport } from '#domain/executables/macho/macho-imports';
import { address } from '#domain/shared/address';
import type { ImportedName, ImportSlot } from './executable-tables';

const LOOKUPS: Readonly<Record<number, ImportLookup>> = {
  [LOOKUP.self]: 'self',
  [LOOKUP.mainExecutable]: 'main_executable',
  [LOOKUP.flat]: 'flat',
  [LOOKUP.weak]: 'weak',
};

/** @param stubs by the name that the file has */
export function namedMachoImports(
  imports: readonly MachoImport[],
  libraries: readonly string[],
  stubs: ReadonlyMap<string, bigint>,
): { readonly imports: readonly ImportedName[]; readonly slots: readonly ImportSlot[] } {
  return {
    imports: imports.map((each) => importOf(each, libraries, stubs.get(each.name))),
    slots: imports.flatMap(({ name, slot }) =>
      slot === undefined ? [] : [{ name: sourceName(name), address: address(slot) }],
    ),
  };
}

function importOf(
  { name, ordinal, isWeak, slot, table }: MachoImport,
  libraries: readonly string[],
  stub: bigint | undefined,
): ImportedName {
  const library = libraryOf(ordinal, libraries);
  const lookup = ordinal === undefined ? undefined : LOOKUPS[ordinal];
  const place = stub ?? slot;
  return {
    name: sourceName(name),
    ...(library !== undefined && { library }),
    ...(place !== undefined && { address: address(place) }),
    ...(isWeak && { weak: true }),
    ...(lookup !== undefined && { lookup }),
    table,
  };
}

export function namedMachoExports(
  exports: readonly MachoExport[],
  libraries: readonly string[],
  code: CodeRanges,
): readonly Export[] {
  return exports.map((each): Export => {
    const { name, address: start, reexport, resolver } = each;
    const library = reexport && (libraryOf(reexport.ordinal, libraries) ?? `#${reexport.ordinal}`);
    const flags = flagsOf(each);
    return {
      name,
      address: address(start),
      size: 0,
      type: typeOf(each, code),
      ...(reexport !== undefined && { forwarder: `${library ?? ''}.${reexport.name}` }),
      ...(flags.length > 0 && { flags }),
      ...(resolver !== undefined && { resolver: address(resolver) }),
    };
  });
}

/** What a re-export is, only the other library knows. */
function typeOf({ reexport, address: start, isAbsolute }: MachoExport, code: CodeRanges): Export['type'] {
  if (reexport !== undefined) return 'other';
  return !isAbsolute && code.room(start) > 0n ? 'function' : 'object';
}

function flagsOf({ isWeak, isAbsolute, isThreadLocal, reexport, resolver }: MachoExport): readonly ExportFlag[] {
  return [
    ...(isWeak ? (['weak'] as const) : []),
    ...(isAbsolute ? (['absolute'] as const) : []),
    ...(isThreadLocal ? (['thread_local'] as const) : []),
    ...(reexport !== undefined ? (['reexport'] as const) : []),
    ...(resolver !== undefined ? (['stub_and_resolver'] as const) : []),
  ];
}

function libraryOf(ordinal: number | undefined, libraries: readonly string[]): string | undefined {
  const library = ordinal === undefined || ordinal < 1 ? undefined : libraries[ordinal - 1];
  return library === '' ? undefined : library;
}

/** C names begin with an underscore that their sources do not have. */
function sourceName(name: string): string {
  return name.length > 1 && name.startsWith('_') ? name.slice(1) : name;
}
