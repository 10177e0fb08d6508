import { DomainError } from './domain-error';

declare const fileNameBrand: unique symbol;

/** A name to show, never a path to open: 1-255 characters without separators and control characters. */
export type FileName = string & { readonly [fileNameBrand]: true };

const MAX_CHARACTERS = 255;
// Separators, C0 and C1 controls, and the invisible characters that reorder or hide what follows them.
const UNSAFE = /[/\\:\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** @throws DomainError `INVALID_FILENAME` when nothing is left or more than 255 characters are. */
export function fileName(offered: string): FileName {
  const safe = offered.toWellFormed().replace(UNSAFE, '_').trim();
  const length = Array.from(safe).length;
  if (length === 0 || /^[.\s]*$/.test(safe)) {
    throw new DomainError('INVALID_FILENAME', 'The file name is empty.', {
      remediation: 'Send a file name of 1 to 255 characters, such as sample.bin.',
    });
  }
  if (length > MAX_CHARACTERS) {
    throw new DomainError(
      'INVALID_FILENAME',
      `The file name has ${length} characters; ${MAX_CHARACTERS} are allowed.`,
      {
        remediation: 'Send a shorter file name.',
      },
    );
  }
  return safe as FileName;
}
