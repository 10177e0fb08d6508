import type { Section } from '#domain/document/sections';
import { PE_DIRECTORY } from '#domain/executables/pe/pe-constants';
import { readPeFields, virtualAddress } from '#domain/executables/pe/pe-header';

/** Where the base relocation table of a PE file begins and ends in the file, as far as its section goes; `undefined` without one. */
export function baseRelocationTable(
  file: Buffer,
  sections: readonly Section[],
): readonly [start: number, end: number] | undefined {
  const fields = file.toString('latin1', 0, 2) === 'MZ' ? readPeFields(file) : undefined;
  const directory = fields?.directories[PE_DIRECTORY.baseRelocation];
  if (fields === undefined || directory === undefined || directory.rva === 0) return undefined;
  const place = virtualAddress(fields, directory.rva);
  for (const { address, offset, size } of sections) {
    const shift = Number(place - BigInt(address));
    if (shift < 0 || shift >= size) continue;
    const start = Number(offset) + shift;
    return [start, start + Math.min(directory.size, size - shift)];
  }
  return undefined;
}
