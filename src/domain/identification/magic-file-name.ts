import { DomainError } from '#domain/shared/domain-error';

declare const magicFileNameBrand: unique symbol;

/** The name that a file is said to have: 1-310 code points without `/` and NUL. For its extension and to echo; never a path. */
export type MagicFileName = string & { readonly [magicFileNameBrand]: true };

export const MAX_MAGIC_FILE_NAME = 310;

/** @throws DomainError `INVALID_FILENAME` for anything else, also for what is no text at all. */
export function magicFileName(offered: unknown): MagicFileName {
  if (typeof offered !== 'string' || offered === '' || /[/\0]/.test(offered) || !offered.isWellFormed()) {
    throw new DomainError('INVALID_FILENAME', 'Invalid filename parameter', {
      details: `A file name has 1 to ${MAX_MAGIC_FILE_NAME} characters, no slash and no NUL`,
    });
  }
  const length = Array.from(offered).length;
  if (length > MAX_MAGIC_FILE_NAME) {
    throw new DomainError('INVALID_FILENAME', 'Filename exceeds maximum length', {
      details: `The name has ${length} characters; ${MAX_MAGIC_FILE_NAME} are allowed`,
    });
  }
  return offered as MagicFileName;
}

/** What follows the last dot, in lower case; `undefined` where there is none, and for a name that begins with its only dot. */
export function extensionOf(name: string): string | undefined {
  return /[^.]\.([^.]+)$/.exec(name)?.[1]?.toLowerCase();
}
