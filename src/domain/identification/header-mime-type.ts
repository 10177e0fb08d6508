import type { ExecutableKind, HeaderVerdict } from '#domain/shared/executable-header';
import type { MimeType } from '#domain/shared/mime-type';
import { mimeType, UNKNOWN_MIME_TYPE } from '#domain/shared/mime-type';

const ELF_TYPES: Readonly<Record<ExecutableKind, MimeType>> = {
  executable: mimeType('application/x-executable'),
  shared_library: mimeType('application/x-sharedlib'),
  relocatable: mimeType('application/x-object'),
  core: mimeType('application/x-coredump'),
  driver: mimeType('application/x-object'),
  other: mimeType('application/x-elf'),
};

/** The media type of what the header says; `application/octet-stream` where it says nothing. */
export function mimeTypeOf(verdict: HeaderVerdict): MimeType {
  if (verdict.outcome === 'unsupported')
    return /text|script/.test(verdict.name) ? mimeType('text/plain') : UNKNOWN_MIME_TYPE;
  const format = verdict.outcome === 'corrupt' ? verdict.format : verdict.header.format;
  switch (format) {
    case 'pe':
      return mimeType('application/vnd.microsoft.portable-executable');
    case 'macho':
      return mimeType('application/x-mach-binary');
    case 'elf':
      return ELF_TYPES[verdict.outcome === 'executable' ? verdict.header.kind : 'other'];
  }
}
