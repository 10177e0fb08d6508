import { statfs } from 'node:fs/promises';
import { resolve } from 'node:path';

import type { HostPressure } from '#application/ports/host-pressure.port';
import type { AppConfig } from '#config/app-config';
import { DomainError } from '#domain/shared/domain-error';
import { KB, MB } from '#domain/shared/quantities';
import { remembered } from './remembered';
import { reportStorage } from './storage-events';
import type { LeastPace } from './upload-under-way';
import { UploadUnderWay } from './upload-under-way';
import type { Lack } from './uploads-under-way';
import { UploadsUnderWay } from './uploads-under-way';

/** What others write in so short a time, the minimum has room for; what we write ourselves is counted. */
const FRESH_MS = 100;
const MEMORY_FRESH_MS = 250;

/** Bytes that are promised to one upload and not written yet. */
export interface Reservation {
  /** The upload's content as it comes, until the signal aborts or it has to give way to another: then it throws why. */
  watch(content: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** So many of them are on the disk now, where the file system counts them itself. */
  written(bytes: number): void;
  /** Idempotent: the rest is free for others. */
  release(): void;
}

/** Our own limits on what is received at once. */
export interface UploadLimits {
  readonly uploads: number;
  /** Of these, for one owner. */
  readonly uploadsPerOwner: number;
  /** Bytes, of all uploads under way together. */
  readonly bytes: number;
  /** Who is slower gives way when there is no room for another. */
  readonly leastPace: LeastPace;
  /** Whether this process should take no more for want of memory. */
  readonly isMemoryShort: () => Promise<boolean>;
  /** For how long the file system is not asked again; what is written meanwhile is counted here. */
  readonly measurementMs: number;
}

export const NO_LIMITS: UploadLimits = {
  uploads: Infinity,
  uploadsPerOwner: Infinity,
  bytes: Infinity,
  leastPace: { bytesPerSecond: 0, seconds: 1 },
  isMemoryShort: () => Promise.resolve(false),
  measurementMs: 0,
};

/**
 * Promises space only once: what simultaneous uploads have still to write is taken as written. One owner gets a share of the
 * places only, and where there is no room, uploads that keep theirs waiting make it.
 */
export class FreeSpace {
  private readonly underWay = new UploadsUnderWay();
  private measured = { free: 0, until: -Infinity };
  private turn: Promise<unknown> = Promise.resolve();

  /** Of the data directory, for everything that this process receives. */
  static of({ storage, server, pressure, features }: AppConfig, host?: HostPressure): FreeSpace {
    const isMemoryShort = async (): Promise<boolean> =>
      host !== undefined && (await host.memory()) * 100 > pressure.memoryPercent;
    return new FreeSpace(resolve(storage.dataDir), storage.minFreeSpaceMb * MB, availableBytes, {
      uploads: storage.maxConcurrentUploads,
      // Without authentication all are one caller, and there is nobody to share with.
      uploadsPerOwner: features.apiAuthentication ? storage.maxConcurrentUploadsPerKey : Infinity,
      bytes: storage.maxTemporaryMb * MB,
      leastPace: { bytesPerSecond: server.minUploadKbPerSecond * KB, seconds: server.crowdedUploadSeconds },
      isMemoryShort: remembered(isMemoryShort, MEMORY_FRESH_MS),
      measurementMs: FRESH_MS,
    });
  }

  /** `minimum`: bytes that must remain. `now`: milliseconds of a clock that only goes forward. */
  constructor(
    private readonly directory: string,
    private readonly minimum: number,
    private readonly available: (directory: string) => Promise<number> = availableBytes,
    private readonly limits: UploadLimits = NO_LIMITS,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * Room for one upload of this owner, until it is released. Where there is none, uploads slower than the least pace are ended.
   * @throws DomainError `INSUFFICIENT_STORAGE` when less than the minimum would remain, `OVERLOADED` when too much is under way.
   */
  async reserve(bytes: number, owner: string): Promise<Reservation> {
    // One after the other, so that of two for whom there is room once the first gets it.
    const reservation = this.turn.then(() => this.reserveNow(bytes, owner));
    this.turn = reservation.catch(() => undefined);
    return reservation;
  }

  /** What may still be promised, in bytes; negative when the minimum is touched. */
  async unreserved(): Promise<number> {
    return (await this.available(this.directory)) - this.underWay.left - this.minimum;
  }

  private async reserveNow(bytes: number, owner: string): Promise<Reservation> {
    const { limits, underWay } = this;
    if (underWay.countOf(owner) >= limits.uploadsPerOwner) {
      throw overloaded(`${limits.uploadsPerOwner} uploads of this key are being received`);
    }
    const free = await this.free();
    const isMemoryShort = await limits.isMemoryShort();
    const lack = this.lackFor(bytes, free);
    const slow = underWay.whoGivesWay(lack, owner);
    if (slow === undefined) throw this.refusal(lack, bytes, free);
    if (isMemoryShort) throw overloaded('Memory is short');
    for (const upload of slow) this.end(upload);
    return this.admit(new UploadUnderWay(owner, bytes, limits.leastPace, this.now));
  }

  private admit(upload: UploadUnderWay): Reservation {
    this.underWay.add(upload);
    return {
      watch: (content, signal) => upload.watch(content, signal),
      written: (count) => {
        upload.left = Math.max(0, upload.left - count);
        this.measured.free -= count;
      },
      release: () => {
        this.underWay.remove(upload);
      },
    };
  }

  /** Its place is free at once; what it has written is deleted by whoever writes it, and the file system counts it until then. */
  private end(upload: UploadUnderWay): void {
    this.underWay.remove(upload);
    upload.giveWay();
  }

  private lackFor(bytes: number, free: number): Lack {
    const { limits, underWay } = this;
    return {
      uploads: Math.max(0, underWay.count + 1 - limits.uploads),
      bytes: Math.max(0, underWay.bytes + bytes - limits.bytes),
      disk: Math.max(0, this.minimum + underWay.left + bytes - free),
    };
  }

  private refusal({ uploads, disk }: Lack, bytes: number, free: number): DomainError {
    if (disk > 0) return insufficient(free - this.underWay.left, this.minimum + bytes);
    const { limits } = this;
    return overloaded(
      uploads > 0 ? `${limits.uploads} uploads are being received` : `Uploads take ${inMb(limits.bytes)} MB at most`,
    );
  }

  /** Of one measurement many small uploads can live, each of which would pay for its own otherwise. */
  private async free(): Promise<number> {
    if (this.now() >= this.measured.until) {
      const free = await this.available(this.directory);
      this.measured = { free, until: this.now() + this.limits.measurementMs };
    }
    return this.measured.free;
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
