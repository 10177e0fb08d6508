import type { ExecutableKind, HeaderVerdict } from './executable-header';

const ELF_TYPES: Readonly<Record<ExecutableKind, string>> = {
  executable: 'application/x-executable',
  shared_library: 'application/x-sharedlib',
  relocatable: 'application/x-object',
  core: 'application/x-coredump',
  driver: 'application/x-object',
  other: 'application/x-elf',
};

/** The media type of what the header says; `application/octet-stream` where it says nothing. */
export function mimeTypeOf(verdict: HeaderVerdict): string {
  if (verdict.outcome === 'unsupported')
    return /text|script/.test(verdict.name) ? 'text/plain' : 'application/octet-stream';
  const format = verdict.outcome === 'corrupt' ? verdict.format : verdict.header.format;
  switch (format) {
    case 'pe':
      return 'application/vnd.microsoft.portable-executable';
    case 'macho':
      return 'application/x-mach-binary';
    case 'elf':
      return ELF_TYPES[verdict.outcome === 'executable' ? verdict.header.kind : 'other'];
  }
}
