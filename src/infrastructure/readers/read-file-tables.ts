import { setImmediate as nextTurn } from 'node:timers/promises';

import type { ImportedName } from '#domain/anatomy/executable-tables';
import type { ExecutableTables } from '#domain/anatomy/executable-tables';
import { readTables } from '#domain/anatomy/read-tables';
import { CAPS } from '#domain/document/caps';
import type { Kept } from '#domain/document/kept';
import type { Truncation } from '#domain/document/parts';
import type { Section } from '#domain/document/sections';
import type { Import } from '#domain/document/symbols';
import type { OpenedExecutable } from '#domain/executables/open-executable';
import { categoriseImport } from '#domain/imports/categorise-import';
import type { Address } from '#domain/shared/address';
import { address } from '#domain/shared/address';
import type { ExecutableHeader } from '#domain/shared/executable-header';

const IMPORTS_PER_TURN = 2000;

/** What the tables of a file say, in the form of the document and as much of it as one holds. */
export interface FileTables extends Omit<ExecutableTables, 'sections' | 'imports' | 'entryPoint'> {
  readonly sections: Kept<Section>;
  readonly imports: Kept<Import>;
  /** Where execution begins; on ARM without the bit that marks Thumb code. */
  readonly entryPoints: readonly Address[];
}

/** `undefined` when nothing but the header can be read. @throws what the source throws. */
export async function readFileTables(
  file: OpenedExecutable,
  header: ExecutableHeader,
): Promise<FileTables | undefined> {
  const { sections, segments, imports, entryPoint, ...rest } = await readTables(file);
  if (sections.length + segments.length + imports.length === 0) return undefined;
  const entry = header.entryPoint ?? entryPoint;
  return {
    ...rest,
    sections: { items: sections.slice(0, CAPS.sections), total: sections.length },
    segments: segments.slice(0, CAPS.sections),
    libraries: rest.libraries.slice(0, CAPS.imports),
    imports: { items: await categorised(imports), total: imports.length },
    entryPoints: entry === undefined ? [] : [header.architecture === 'arm' ? evenAddress(entry) : entry],
  };
}

/** What of the tables was not read, as far as the document shows what they are about. */
export function unread(
  { truncated = [] }: Pick<FileTables, 'truncated'>,
  wants: (area: 'imports' | 'exports') => boolean,
): readonly Truncation[] {
  return truncated.filter(({ section }) => (section !== 'imports' && section !== 'exports') || wants(section));
}

/** As many as a document holds. */
async function categorised(names: readonly ImportedName[]): Promise<readonly Import[]> {
  const imports: Import[] = [];
  for (const each of names.slice(0, CAPS.imports)) {
    imports.push({ ...each, category: categoriseImport(each.name, each.library) });
    if (imports.length % IMPORTS_PER_TURN === 0) await nextTurn();
  }
  return imports;
}

function evenAddress(place: Address): Address {
  return address(BigInt(place) & ~1n);
}
