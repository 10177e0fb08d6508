import type { MimeType } from '#domain/shared/mime-type';

/** What libmagic says of a file's bytes. */
export interface LibmagicVerdict {
  /** As `file -b` prints it: valid text, what cannot be printed as octal escapes. It quotes the file: never trust it. */
  readonly description: string;
  readonly mimeType: MimeType;
  /** As `file -b --mime-type` prints it: of a damaged file a complaint may follow the type. */
  readonly printedMimeType: string;
  /** Of text `us-ascii`, `utf-8`, …; of anything else `binary`. */
  readonly encoding: string;
  /** Usual ones of such a file, without dot; empty where libmagic knows none. */
  readonly extensions: readonly string[];
  /** Milliseconds within libmagic, of all its passes together. */
  readonly elapsedMs: number;
}
