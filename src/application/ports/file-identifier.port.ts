import type { LibmagicVerdict } from '#domain/identification/libmagic-verdict';
import type { OpenedFile } from './opened-file';

/** Says what a file's bytes are, as libmagic does. A crash over a hostile file costs that one call and nothing else. */
export abstract class FileIdentifier {
  /**
   * What `file -b`, `file -b --mime-type` and their kin print of a plain file with these bytes: of its mode and its name
   * nothing is known here. Unknown bytes are `data`, not an error. Any number of calls at once; each has its deadline.
   * @throws DomainError `IDENTIFICATION_TIMEOUT`, `SERVICE_UNAVAILABLE` where there is no libmagic; Error when it fails
   * over the file.
   */
  abstract identify(file: OpenedFile): Promise<LibmagicVerdict>;

  /** libmagic's own, such as `5.44`. @throws DomainError `SERVICE_UNAVAILABLE`. */
  abstract version(): Promise<string>;
}
