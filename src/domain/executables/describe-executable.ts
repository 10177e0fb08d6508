import { ARCHITECTURE_WORDS } from '#domain/shared/architecture-words';
import type { ExecutableFormat, ExecutableHeader, ExecutableKind } from '#domain/shared/executable-header';

const KIND_NAMES: Readonly<Record<ExecutableFormat, Readonly<Record<ExecutableKind, string>>>> = {
  elf: {
    executable: 'executable',
    shared_library: 'shared object',
    relocatable: 'relocatable object',
    driver: 'driver',
    core: 'core dump',
    other: 'file',
  },
  pe: {
    executable: 'executable',
    shared_library: 'DLL',
    relocatable: 'object',
    driver: 'driver',
    core: 'core dump',
    other: 'image',
  },
  macho: {
    executable: 'executable',
    shared_library: 'dynamic library',
    relocatable: 'object',
    driver: 'kernel extension',
    core: 'core dump',
    other: 'image',
  },
};

/** The format in words, such as `ELF 64-bit shared object, x86-64`; `big-endian` is said, little-endian goes without saying. */
export function describeExecutable(header: ExecutableHeader): string {
  const parts = [
    `${formatName(header)} ${KIND_NAMES[header.format][header.kind]}`,
    ARCHITECTURE_WORDS[header.architecture],
  ];
  if (header.endianness === 'big') parts.push('big-endian');
  if (header.slices === undefined) return parts.join(', ');
  const all = header.slices.map((slice) => ARCHITECTURE_WORDS[slice.architecture]);
  return `${parts.join(', ')} (universal: ${all.join(', ')})`;
}

function formatName({ format, bits }: ExecutableHeader): string {
  switch (format) {
    case 'elf':
      return `ELF ${bits}-bit`;
    case 'pe':
      return bits === 64 ? 'PE32+' : 'PE32';
    case 'macho':
      return `Mach-O ${bits}-bit`;
  }
}
