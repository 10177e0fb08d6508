import { NAME_LIMIT } from '#domain/bytes/name-table';
import { virtualAddress } from '#domain/executables/pe/pe-header';
import type { PeImage } from '#domain/executables/pe/pe-image';
import type { PeImports } from '#domain/executables/pe/pe-imports';
import { ordinalName } from '#domain/executables/pe/well-known-ordinals';
import { address } from '#domain/shared/address';
import { tameText } from '#domain/shared/hostile-text';
import type { ExecutableTables } from './executable-tables';

/** What the import tables say, fit for readers. Windows does not care how a library's name is written: each is named once. */
export function peImportsOf(
  { fields }: PeImage,
  { libraries, imports }: PeImports,
): Pick<ExecutableTables, 'libraries' | 'imports'> {
  return {
    libraries: [...new Set(libraries.map((name) => tameText(name.toLowerCase(), NAME_LIMIT)))],
    imports: imports.map(({ library, name, ordinal = 0, slot }) => ({
      name: name === undefined ? nameOfOrdinal(library, ordinal) : tameText(name, NAME_LIMIT),
      library: tameText(library, NAME_LIMIT),
      address: address(virtualAddress(fields, slot)),
    })),
  };
}

/** Some libraries never change their numbers. */
function nameOfOrdinal(library: string, ordinal: number): string {
  const name = ordinalName(library.toLowerCase(), ordinal);
  return name === `ord${ordinal}` ? `Ordinal_${ordinal}` : name;
}
