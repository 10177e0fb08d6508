import type { JobId, SubmittedFile } from '#domain/jobs/analysis-job';
import type { HeaderVerdict } from '#domain/shared/executable-header';
import type { FileName } from '#domain/shared/file-name';
import type { Sha256 } from '#domain/shared/sha256';

export const UPLOAD_STATES = ['awaited', 'arriving', 'received', 'used'] as const;
export type UploadState = (typeof UPLOAD_STATES)[number];

/** What was learned of the file while it arrived. */
export interface ArrivedFile extends Pick<SubmittedFile, 'md5' | 'sha1' | 'sha256' | 'magic' | 'intakeMs'> {
  readonly verdict: HeaderVerdict;
}

/** A place that was made for a file. The id also names it to the sample store, as a job's would. */
export interface SignedUpload {
  readonly id: JobId;
  readonly ownerId: string;
  readonly fileName: FileName;
  /** Bytes that were announced. */
  readonly size: number;
  readonly sha256?: Sha256;
  readonly state: UploadState;
  /** Epoch milliseconds; what the signature is valid until. */
  readonly expiresAt: number;
  readonly file?: ArrivedFile;
}

/** Files that are announced before they are sent. Each step below is taken once, by one of several simultaneous callers. */
export abstract class UploadStore {
  /** Kept for `lifeMs`. */
  abstract create(upload: Omit<SignedUpload, 'state' | 'file'>, lifeMs: number): Promise<void>;

  abstract find(id: JobId): Promise<SignedUpload | undefined>;

  /**
   * From `awaited` to `arriving`; also from `arriving`, where who began has had longer than it said that it may last: it has been cut
   * off. Resolves to what names this beginning to `settle`, for one of several simultaneous callers.
   */
  abstract begin(id: JobId, mayLastMs: number): Promise<string | undefined>;

  /**
   * From `arriving` to `received`, kept for `lifeMs` from now on; without a file back to `awaited`: it may be sent again. Resolves to
   * whether it was done: not when another has taken over meanwhile.
   */
  abstract settle(id: JobId, begun: string, file: ArrivedFile | undefined, lifeMs: number): Promise<boolean>;

  /** From `received` to `used`. */
  abstract take(id: JobId): Promise<boolean>;

  /** What addresses are signed with: the same for all processes, made at the first call. */
  abstract secret(): Promise<Uint8Array>;
}
