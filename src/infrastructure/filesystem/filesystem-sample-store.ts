import { lstat, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Injectable, Logger } from '@nestjs/common';

import type { OpenedFile } from '#application/ports/opened-file';
import type { ReceivedSample, ReceiveLimits } from '#application/ports/sample-store.port';
import { SampleStore } from '#application/ports/sample-store.port';
import { AppConfig } from '#config/app-config';
import type { JobId } from '#domain/jobs/analysis-job';
import { DomainError } from '#domain/shared/domain-error';
import type { Sha256 } from '#domain/shared/sha256';
import { sha256 } from '#domain/shared/sha256';
import { eraseFile } from './erase-file';
import type { Reservation } from './free-space';
import { FreeSpace } from './free-space';
import { HeldFile } from './held-file';
import { SampleHolders } from './sample-holders';
import { SampleWriter, tooLarge, WritingMeans } from './sample-writer';
import { reportStorage } from './storage-events';
import type { StreamHasher } from './stream-hasher';
import { DIGESTS } from './stream-hasher';
import { sweepTemporaryFiles } from './sweep-temporary-files';
import { codeOf } from './system-error';
import { TemporaryFiles } from './temporary-files';
import { writeFault } from './write-fault';

/** `{dataDir}/tmp` for what is being received, `{dataDir}/samples` for what jobs hold: one file system, so a rename moves. */
@Injectable()
export class FilesystemSampleStore extends SampleStore {
  private readonly logger = new Logger(FilesystemSampleStore.name);
  private readonly directory: string;
  private readonly temporary: TemporaryFiles;
  private readonly holders: SampleHolders;
  private readonly overwrite: boolean;
  private readonly means: WritingMeans;

  constructor(
    config: AppConfig,
    private readonly space: FreeSpace = FreeSpace.of(config),
    hasher?: StreamHasher,
  ) {
    super();
    this.means = new WritingMeans(hasher);
    const { dataDir, secureFileCleanup } = config.storage;
    this.directory = resolve(dataDir);
    this.overwrite = secureFileCleanup;
    this.temporary = new TemporaryFiles(join(this.directory, 'tmp'));
    this.holders = new SampleHolders(join(this.directory, 'samples'), secureFileCleanup);
  }

  async receive(
    content: AsyncIterable<Uint8Array>,
    limits: ReceiveLimits,
    signal: AbortSignal,
  ): Promise<ReceivedSample> {
    signal.throwIfAborted();
    const { maxBytes, declaredBytes = maxBytes } = limits;
    if (declaredBytes > maxBytes) throw tooLarge(maxBytes);
    await written('Failed to create the data directory', () => mkdir(this.directory, { recursive: true }));
    const reservation = await this.space.reserve(declaredBytes, limits.ownerId);
    try {
      return await this.store(content, limits, reservation, signal);
    } finally {
      reservation.release();
    }
  }

  async keep(sample: ReceivedSample, job: JobId): Promise<void> {
    await written('Failed to keep a sample', () => this.holders.add(this.temporary.pathOf(sample.ticket), sample, job));
  }

  async discard(sample: ReceivedSample): Promise<void> {
    await written('Failed to drop a sample', () => eraseFile(this.temporary.pathOf(sample.ticket), this.overwrite));
  }

  async takeBack(sha256: Sha256, job: JobId): Promise<string | undefined> {
    const ticket = this.temporary.newTicket();
    const taken = await written('Failed to take a sample back', () =>
      this.holders.moveOut(sha256, job, this.temporary.pathOf(ticket)),
    );
    return taken ? ticket : undefined;
  }

  open(sample: ReceivedSample): Promise<OpenedFile> {
    return HeldFile.open(this.temporary.pathOf(sample.ticket));
  }

  async locate(sha256: Sha256, job: JobId): Promise<string | undefined> {
    const path = this.holders.pathOf(sha256, job);
    try {
      await lstat(path);
      return path;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Where it is located is where it is kept. */
  letGo(): Promise<void> {
    return Promise.resolve();
  }

  async release(sha256: Sha256, job: JobId): Promise<void> {
    await this.holders.remove(sha256, job);
  }

  async sweep(isNeeded: (job: JobId) => Promise<boolean>, olderThanMs: number): Promise<number> {
    const before = Date.now() - olderThanMs;
    const received = await sweepTemporaryFiles(this.temporary, before, this.overwrite);
    const deleted = received + (await this.holders.sweep(isNeeded, before));
    reportStorage('orphaned_files_deleted_total', deleted);
    return deleted;
  }

  private async store(
    content: AsyncIterable<Uint8Array>,
    { maxBytes, requestId }: ReceiveLimits,
    reservation: Reservation,
    signal: AbortSignal,
  ): Promise<ReceivedSample> {
    const { name, handle } = await this.temporary.create(requestId);
    const writer = new SampleWriter(handle, maxBytes, reservation, DIGESTS, this.means);
    try {
      for await (const chunk of reservation.watch(content, signal)) await writer.write(chunk);
      if (writer.bytes === 0) throw empty();
      const { size, head, digests } = await writer.finish();
      await handle.close();
      return { ...digests, sha256: sha256(digests.sha256), size, head, ticket: name };
    } catch (error) {
      await writer.abandon();
      await handle.close();
      await this.drop(name);
      throw error;
    }
  }

  /** After a failure whose own cause must reach the caller; the sweep tries again. */
  private async drop(name: string): Promise<void> {
    try {
      await eraseFile(this.temporary.pathOf(name), this.overwrite);
    } catch (error) {
      reportStorage('partial_file_cleanup_failures_total');
      this.logger.error({ err: error }, `Failed to delete the partial file ${name}`);
    }
  }
}

function empty(): DomainError {
  return new DomainError('EMPTY_FILE', 'The file is empty.', { remediation: 'Send a file of at least one byte.' });
}

/** @throws a refusal where the disk takes nothing, what `write` throws otherwise. */
async function written<Result>(failed: string, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    const fault = writeFault(failed, error);
    throw fault instanceof DomainError ? fault : error;
  }
}
