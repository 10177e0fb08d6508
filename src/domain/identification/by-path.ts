import { EMPTY_FILE_MIME_TYPE } from '#domain/shared/mime-type';
import type { LibmagicVerdict } from './libmagic-verdict';

const MODE_PREFIXES = [
  [0o4000, 'setuid'],
  [0o2000, 'setgid'],
  [0o1000, 'sticky'],
] as const;

/**
 * What `file` says of a file by its path, from what it says of its bytes: it looks at the mode first, and a file without
 * content has a media type of its own. Source: fsmagic.c of file 5.44.
 */
export function asByPath(verdict: LibmagicVerdict, mode: number, size: number): LibmagicVerdict {
  const prefixes = MODE_PREFIXES.flatMap(([bit, name]) => ((mode & bit) === 0 ? [] : [name]));
  if (size === 0) {
    const description = [...prefixes, 'empty'].join(', ');
    return { ...verdict, description, mimeType: EMPTY_FILE_MIME_TYPE, printedMimeType: EMPTY_FILE_MIME_TYPE };
  }
  return prefixes.length === 0 ? verdict : { ...verdict, description: `${prefixes.join(', ')} ${verdict.description}` };
}
