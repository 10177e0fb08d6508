const DIGITS = 16;

/** Content-Disposition of an answer that is kept as a file: named by what it is of, and by nothing that the sample says. */
export function attachmentHeader(sha256: string, extension: string): string {
  return `attachment; filename="bin2nlp-${sha256.slice(0, DIGITS)}.${extension}"`;
}
