import type { ExecutableHeader, ExecutableKind } from './executable-header';

const ELF_TYPES: Readonly<Record<ExecutableKind, string>> = {
  executable: 'application/x-executable',
  shared_library: 'application/x-sharedlib',
  relocatable: 'application/x-object',
  core: 'application/x-coredump',
  driver: 'application/x-object',
  other: 'application/octet-stream',
};

/** What libmagic calls files with such a header; it tells ELF programs that may lie anywhere from those that may not. */
export function mimeTypeOf({ format, kind }: Pick<ExecutableHeader, 'format' | 'kind'>, isMovable: boolean): string {
  switch (format) {
    case 'elf':
      return kind === 'executable' && isMovable ? 'application/x-pie-executable' : ELF_TYPES[kind];
    case 'pe':
      return 'application/vnd.microsoft.portable-executable';
    case 'macho':
      return 'application/x-mach-binary';
  }
}
