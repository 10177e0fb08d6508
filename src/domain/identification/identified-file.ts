import type { Architecture, ExecutableFormat } from '#domain/shared/executable-header';
import type { Sha256 } from '#domain/shared/sha256';
import type { ContentWarning } from './content-warning';

/** All that is said of one file. */
export interface IdentifiedFile {
  readonly fileName: string;
  /** As `file` prints both. */
  readonly mimeType: string;
  readonly description: string;
  readonly encoding: string;
  readonly extensions: readonly string[];
  /** Bytes. */
  readonly size: number;
  /** Absent of a file by its path that is larger than what may be sent. */
  readonly sha256?: Sha256;
  readonly label: string;
  /** By our own reading of its header. */
  readonly executable?: { readonly format: ExecutableFormat; readonly architecture: Architecture };
  readonly warnings: readonly ContentWarning[];
}
