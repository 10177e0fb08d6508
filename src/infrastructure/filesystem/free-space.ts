import { statfs } from 'node:fs/promises';
import { resolve } from 'node:path';

import type { AppConfig } from '#config/app-config';
import { DomainError } from '#domain/shared/domain-error';

const MB = 1024 * 1024;

/** Bytes that are promised to one upload and not written yet. */
export interface Reservation {
  /** So many of them are on the disk now, where the file system counts them itself. */
  written(bytes: number): void;
  /** Idempotent: the rest is free for others. */
  release(): void;
}

/** Promises space only once: what simultaneous uploads have still to write is taken as written. */
export class FreeSpace {
  private reserved = 0;
  private turn: Promise<unknown> = Promise.resolve();

  /** Of the data directory. */
  static of({ storage }: AppConfig): FreeSpace {
    return new FreeSpace(resolve(storage.dataDir), storage.minFreeSpaceMb * MB);
  }

  /** `minimum`: bytes that must remain. */
  constructor(
    private readonly directory: string,
    private readonly minimum: number,
    private readonly available: (directory: string) => Promise<number> = availableBytes,
  ) {}

  /** @throws DomainError `INSUFFICIENT_STORAGE` when less than the minimum would remain. */
  async reserve(bytes: number): Promise<Reservation> {
    // One after the other, so that of two for whom there is room once the first gets it.
    const reservation = this.turn.then(() => this.reserveNow(bytes));
    this.turn = reservation.catch(() => undefined);
    return reservation;
  }

  /** What may still be promised, in bytes; negative when the minimum is touched. */
  async unreserved(): Promise<number> {
    return (await this.available(this.directory)) - this.reserved - this.minimum;
  }

  private async reserveNow(bytes: number): Promise<Reservation> {
    const free = await this.available(this.directory);
    if (free < this.minimum + this.reserved + bytes) throw insufficient(free - this.reserved, this.minimum + bytes);
    this.reserved += bytes;
    let left = bytes;
    const giveBack = (count: number): void => {
      const returned = Math.min(count, left);
      left -= returned;
      this.reserved -= returned;
    };
    return {
      written: giveBack,
      release: () => {
        giveBack(left);
      },
    };
  }
}

export async function availableBytes(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}

function insufficient(free: number, required: number): DomainError {
  return new DomainError('INSUFFICIENT_STORAGE', 'Insufficient storage space for analysis', {
    details: `Temp directory has ${inMb(free)}MB available, but ${Math.ceil(required / MB)}MB minimum required`,
    remediation: 'Try again later, or send a smaller file.',
  });
}

function inMb(bytes: number): number {
  return Math.max(0, Math.floor(bytes / MB));
}
