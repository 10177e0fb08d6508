import type { BigIntStats } from 'node:fs';
import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { lstat, open } from 'node:fs/promises';

import { DomainError } from '#domain/shared/domain-error';
import type { Sha256 } from '#domain/shared/sha256';
import { digestFile } from './digest-file';
import { codeOf } from './system-error';

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK, O_NOCTTY } = constants;

/** Milliseconds within which a file system may give two changes the same time. */
const SAME_TICK = 20;

/** Where a sample is stored, and what was sent. */
export interface StoredSample {
  /** Absolute. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: Sha256;
}

/**
 * Makes sure that what is read is what was sent. The file is opened once; `use` gets a path that leads to what was opened,
 * whatever becomes of its name, and hashing it goes on beside `use`. What `use` resolves to is given out only when the digest is right
 * and nothing was written meanwhile.
 * @throws DomainError `SAMPLE_MISSING`, `SAMPLE_ALTERED`: as soon as it is known, the signal of `use` aborts with it. What `use`
 *   throws, of an unaltered sample only; the signal's reason when it aborts.
 */
export async function useVerified<Result>(
  stored: StoredSample,
  signal: AbortSignal,
  use: (path: string, signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const file = await openStored(stored.path);
  try {
    const sample = new OpenedSample(file, stored, await file.stat({ bigint: true }));
    return await sample.whileItLasts(signal, use);
  } finally {
    await file.close();
  }
}

class OpenedSample {
  private readonly openedAt = Date.now();

  constructor(
    private readonly file: FileHandle,
    private readonly stored: StoredSample,
    private readonly before: BigIntStats,
  ) {}

  async whileItLasts<Result>(
    signal: AbortSignal,
    use: (path: string, signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    if (!this.before.isFile()) throw altered('it is not a regular file any more');
    if (this.before.size !== BigInt(this.stored.size)) throw altered('its size differs');
    const spoiled = new AbortController();
    const either = AbortSignal.any([signal, spoiled.signal]);
    const hashed = this.assertDigest(either).catch((error: unknown) => {
      spoiled.abort(error);
      throw error;
    });
    const [used, read] = await Promise.allSettled([use(`/proc/self/fd/${this.file.fd}`, either), hashed]);
    signal.throwIfAborted();
    if (read.status === 'rejected') throw read.reason;
    await this.assertUntouched(used.status === 'rejected');
    if (used.status === 'rejected') throw used.reason;
    return used.value;
  }

  private async assertDigest(signal?: AbortSignal): Promise<void> {
    const digest = await digestFile(this.file, this.stored.size, signal);
    if (digest !== this.stored.sha256) throw altered('its digest differs');
  }

  /** @param isMissed Whether its name was needed and may have been missing: programs in the sandbox open it by that. */
  private async assertUntouched(isMissed: boolean): Promise<void> {
    const { before } = this;
    const now = await this.file.stat({ bigint: true });
    if (now.size !== before.size || now.mtimeNs !== before.mtimeNs) throw altered('it was written to meanwhile');
    await this.assertName(isMissed);
    // Another holder has come or gone, or somebody has set the time of the last write back.
    if (now.ctimeNs !== before.ctimeNs || this.wasFresh) await this.assertDigest();
  }

  private async assertName(isMissed: boolean): Promise<void> {
    try {
      const { dev, ino } = await lstat(this.stored.path, { bigint: true });
      if (dev !== this.before.dev || ino !== this.before.ino) throw altered('another file is in its place');
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      if (isMissed) throw missing(error);
    }
  }

  /** Had it been changed so shortly before, a change after might bear the same time. */
  private get wasFresh(): boolean {
    return Number(this.before.ctimeMs) > this.openedAt - SAME_TICK;
  }
}

async function openStored(path: string): Promise<FileHandle> {
  try {
    return await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw missing(error);
    if (codeOf(error) === 'ELOOP') throw altered('a link is in its place', error);
    if (codeOf(error) === 'ENXIO') throw altered('it is not a regular file any more', error);
    throw error;
  }
}

function altered(how: string, cause?: unknown): DomainError {
  return new DomainError('SAMPLE_ALTERED', `The stored file is not the one that was sent: ${how}.`, {
    remediation: 'Send it again.',
    cause,
  });
}

function missing(cause: unknown): DomainError {
  return new DomainError('SAMPLE_MISSING', 'The file is no longer in the data directory.', {
    remediation: 'Send it again.',
    cause,
  });
}
