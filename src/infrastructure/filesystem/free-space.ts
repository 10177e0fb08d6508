import { statfs } from 'node:fs/promises';
import { resolve } from 'node:path';

import { remembered } from './remembered';
import { reportStorage } from './storage-events';
import type { HostPressure } from '#application/ports/host-pressure.port';
import type { AppConfig } from '#config/app-config';
import { DomainError } from '#domain/shared/domain-error';

const MB = 1024 * 1024;
/** What others write in so short a time, the minimum has room for; what we write ourselves is counted. */
const FRESH_MS = 100;
const MEMORY_FRESH_MS = 250;

/** Bytes that are promised to one upload and not written yet. */
export interface Reservation {
  /** So many of them are on the disk now, where the file system counts them itself. */
  written(bytes: number): void;
  /** Idempotent: the rest is free for others. */
  release(): void;
}

/** Our own limits on what is received at once. */
export interface UploadLimits {
  readonly uploads: number;
  /** Bytes, of all uploads under way together. */
  readonly bytes: number;
  /** Whether this process should take no more for want of memory. */
  readonly isMemoryShort: () => Promise<boolean>;
  /** For how long the file system is not asked again; what is written meanwhile is counted here. */
  readonly measurementMs: number;
}

const NO_LIMITS: UploadLimits = {
  uploads: Infinity,
  bytes: Infinity,
  isMemoryShort: () => Promise.resolve(false),
  measurementMs: 0,
};

/** Promises space only once: what simultaneous uploads have still to write is taken as written. */
export class FreeSpace {
  private reserved = 0;
  private uploads = 0;
  private underWay = 0;
  private measured = { free: 0, until: -Infinity };
  private turn: Promise<unknown> = Promise.resolve();

  /** Of the data directory, for everything that this process receives. */
  static of({ storage, pressure }: AppConfig, host?: HostPressure): FreeSpace {
    const isMemoryShort = async (): Promise<boolean> =>
      host !== undefined && (await host.memory()) * 100 > pressure.memoryPercent;
    return new FreeSpace(resolve(storage.dataDir), storage.minFreeSpaceMb * MB, availableBytes, {
      uploads: storage.maxConcurrentUploads,
      bytes: storage.maxTemporaryMb * MB,
      isMemoryShort: remembered(isMemoryShort, MEMORY_FRESH_MS),
      measurementMs: FRESH_MS,
    });
  }

  /** `minimum`: bytes that must remain. */
  constructor(
    private readonly directory: string,
    private readonly minimum: number,
    private readonly available: (directory: string) => Promise<number> = availableBytes,
    private readonly limits: UploadLimits = NO_LIMITS,
  ) {}

  /**
   * Room for one upload, until it is released.
   * @throws DomainError `INSUFFICIENT_STORAGE` when less than the minimum would remain, `OVERLOADED` when too much is under way.
   */
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
    const free = await this.free();
    if (free < this.minimum + this.reserved + bytes) throw insufficient(free - this.reserved, this.minimum + bytes);
    await this.refuseBeyondLimits(bytes);
    this.reserved += bytes;
    this.uploads += 1;
    this.underWay += bytes;
    let left = bytes;
    let held = true;
    const giveBack = (count: number): void => {
      const returned = Math.min(count, left);
      left -= returned;
      this.reserved -= returned;
    };
    return {
      written: (count) => {
        giveBack(count);
        this.measured.free -= count;
      },
      release: () => {
        giveBack(left);
        if (held) {
          this.uploads -= 1;
          this.underWay -= bytes;
        }
        held = false;
      },
    };
  }

  /** Of one measurement many small uploads can live, each of which would pay for its own otherwise. */
  private async free(): Promise<number> {
    if (performance.now() >= this.measured.until) {
      const free = await this.available(this.directory);
      this.measured = { free, until: performance.now() + this.limits.measurementMs };
    }
    return this.measured.free;
  }

  private async refuseBeyondLimits(bytes: number): Promise<void> {
    const { limits } = this;
    if (this.uploads >= limits.uploads) throw overloaded(`${limits.uploads} uploads are being received`);
    if (this.underWay + bytes > limits.bytes) throw overloaded(`Uploads take ${inMb(limits.bytes)} MB at most`);
    if (await limits.isMemoryShort()) throw overloaded('Memory is short');
  }
}

export async function availableBytes(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}

function overloaded(details: string): DomainError {
  return new DomainError('OVERLOADED', 'The service is receiving as much as it can.', {
    details: `${details}.`,
    remediation: 'Try again in a few seconds.',
  });
}

function insufficient(free: number, required: number): DomainError {
  reportStorage('disk_space_check_failures_total');
  return new DomainError('INSUFFICIENT_STORAGE', 'Insufficient storage space for analysis', {
    details: `Temp directory has ${inMb(free)}MB available, but ${Math.ceil(required / MB)}MB minimum required`,
    remediation: 'Try again later, or send a smaller file.',
  });
}

function inMb(bytes: number): number {
  return Math.max(0, Math.floor(bytes / MB));
}
