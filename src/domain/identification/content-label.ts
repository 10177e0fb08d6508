import type { ExecutableHeader } from '#domain/shared/executable-header';
import type { MimeType } from '#domain/shared/mime-type';
import { knownTypeOf } from './known-types';

/**
 * A short name of what the content is, such as `elf`, `png` or `text`. It does not follow libmagic's wording: executables
 * are named by our own reading, known types by our own table, the rest by their media subtype without its `x-` or vendor.
 */
export function contentLabel(mimeType: MimeType, header: ExecutableHeader | undefined): string {
  if (header !== undefined) return header.format;
  const [kind = '', subtype = ''] = mimeType.split('/');
  if (kind === 'text' && subtype.startsWith('x-')) return bare(subtype);
  return knownTypeOf(mimeType)?.label ?? bare(subtype);
}

function bare(subtype: string): string {
  return subtype.toLowerCase().replace(/^(x-|vnd\.|prs\.)/, '');
}
