import { DomainError } from '#domain/shared/domain-error';

declare const relativePathBrand: unique symbol;

/** A path within the directory whose files may be identified. That it stays there, links followed, is for who opens it to see. */
export type RelativePath = string & { readonly [relativePathBrand]: true };

/** @throws DomainError `INVALID_OPTION` for what is absolute, climbs, or is written to look like something else. */
export function relativePath(offered: unknown): RelativePath {
  if (typeof offered !== 'string' || offered === '') throw refusal('Invalid path');
  if (offered.startsWith('/') || offered.includes('..')) throw refusal('Path traversal not allowed');
  const isOdd = offered.startsWith(' ') || offered.includes('//') || offered.includes('\0') || offered.endsWith('.');
  if (isOdd || !offered.isWellFormed()) throw refusal('Invalid path');
  return offered as RelativePath;
}

/** The last part of a path. */
export function baseNameOf(path: RelativePath): string {
  return path.split('/').findLast((part) => part !== '') ?? path;
}

function refusal(message: string): DomainError {
  return new DomainError('INVALID_OPTION', message, {
    details: 'A path is relative, without "..", "//" and NUL; it neither begins with a space nor ends with a dot',
  });
}
