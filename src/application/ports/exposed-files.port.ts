import type { RelativePath } from '#domain/identification/relative-path';
import type { OpenedFile } from './opened-file';

export interface ExposedFile extends OpenedFile {
  /** Permission bits, with set-user-id (0o4000), set-group-id (0o2000) and sticky (0o1000). */
  readonly mode: number;
}

/** The one directory whose files callers may have identified by their path. */
export abstract class ExposedFiles {
  /**
   * Links are followed as long as they stay within. What is returned was checked after it was opened: no race between.
   * @throws DomainError `NOT_FOUND`; `FORBIDDEN` outside of the directory and for what we may not read ourselves;
   * `INVALID_OPTION` for what is no regular file.
   */
  abstract open(path: RelativePath): Promise<ExposedFile>;
}
