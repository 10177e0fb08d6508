import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { mkdir, unlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Injectable, Logger, Optional } from '@nestjs/common';

import type { ContentLimits, ReceivedContent, Reception } from '#application/ports/content-store.port';
import { ContentStore } from '#application/ports/content-store.port';
import type { OpenedFile } from '#application/ports/opened-file';
import { AppConfig } from '#config/app-config';
import { DomainError } from '#domain/shared/domain-error';
import { KB } from '#domain/shared/quantities';
import type { Sha256 } from '#domain/shared/sha256';
import { sha256 } from '#domain/shared/sha256';
import { fillWithZeros } from './erase-file';
import type { Reservation } from './free-space';
import { FreeSpace } from './free-space';
import { HeldFile } from './held-file';
import { MemoryFile } from './memory-file';
import { SampleWriter, tooLarge, WritingMeans } from './sample-writer';
import { SliceMemory } from './slice-memory';
import { StreamHasher } from './stream-hasher';
import { TemporaryFiles } from './temporary-files';

/** Makes an anonymous file in memory; the caller closes its descriptor. */
export abstract class AnonymousFiles {
  abstract create(): number;
}

/** Content for one look: small announced ones in the kernel's memory, all others in `{dataDir}/tmp`, beside the samples. */
@Injectable()
export class FilesystemContentStore extends ContentStore {
  private readonly logger = new Logger(FilesystemContentStore.name);
  private readonly directory: string;
  private readonly temporary: TemporaryFiles;
  private readonly overwrite: boolean;
  private readonly settings: AppConfig['magic'];
  private readonly means: WritingMeans;
  private made: Promise<unknown> | undefined;

  constructor(
    config: AppConfig,
    private readonly space: FreeSpace,
    private readonly anonymous: AnonymousFiles,
    @Optional() hasher?: StreamHasher,
  ) {
    super();
    this.directory = resolve(config.storage.dataDir);
    this.temporary = new TemporaryFiles(join(this.directory, 'tmp'));
    this.overwrite = config.storage.secureFileCleanup;
    this.settings = config.magic;
    this.means = new WritingMeans(hasher, new SliceMemory(config.magic.bufferSizeKb * KB));
  }

  async reserve(limits: ContentLimits): Promise<Reception> {
    const { maxBytes, declaredBytes = maxBytes, ownerId } = limits;
    this.made ??= mkdir(this.directory, { recursive: true });
    await this.made;
    const reservation = await this.space.reserve(Math.min(declaredBytes, maxBytes), ownerId);
    if (declaredBytes > maxBytes) {
      reservation.release();
      throw tooLarge(maxBytes);
    }
    const isSmall = limits.declaredBytes !== undefined && declaredBytes <= this.settings.memoryThresholdKb * KB;
    return {
      receive: (content, signal) => {
        const steady = reservation.watch(content, signal);
        return isSmall ? this.inMemory(steady, declaredBytes) : this.onDisk(steady, limits, reservation);
      },
      release: () => {
        reservation.release();
      },
    };
  }

  private async inMemory(content: AsyncIterable<Uint8Array>, maxBytes: number): Promise<ReceivedContent> {
    const whole = Buffer.allocUnsafe(maxBytes);
    let size = 0;
    for await (const chunk of content) {
      if (size + chunk.length > maxBytes) throw tooLarge(maxBytes);
      whole.set(chunk, size);
      size += chunk.length;
    }
    if (size === 0) throw empty();
    const bytes = whole.subarray(0, size);
    const digest = sha256(createHash('sha256').update(bytes).digest('hex'));
    return received(new MemoryFile(this.anonymous.create(), bytes), digest);
  }

  private async onDisk(
    content: AsyncIterable<Uint8Array>,
    { maxBytes, requestId }: ContentLimits,
    reservation: Reservation,
  ): Promise<ReceivedContent> {
    const { name, handle } = await this.temporary.create(requestId);
    const writer = new SampleWriter(handle, maxBytes, reservation, ['sha256'], this.means);
    try {
      for await (const chunk of content) await writer.write(chunk);
      if (writer.bytes === 0) throw empty();
      const { digests } = await writer.finish();
      const file = new HeldFile(handle, writer.bytes, () => this.release(name, handle, writer.bytes));
      return received(file, sha256(digests.sha256));
    } catch (error) {
      await writer.abandon();
      await this.release(name, handle, writer.bytes);
      throw error;
    }
  }

  /**
   * The name is gone when it resolves; nobody waits for the overwriting. Never throws: what the caller learned is worth more,
   * and the sweep tries again.
   */
  private async release(name: string, handle: FileHandle, size: number): Promise<void> {
    try {
      await unlink(this.temporary.pathOf(name));
    } catch (error) {
      this.logger.error({ err: error }, `Failed to delete the temporary file ${name}`);
    }
    void this.finish(handle, this.overwrite ? size : 0);
  }

  private async finish(handle: FileHandle, overwritten: number): Promise<void> {
    try {
      if (overwritten > 0) await fillWithZeros(handle, overwritten);
    } catch (error) {
      this.logger.error({ err: error }, 'Failed to overwrite a temporary file; it is deleted all the same');
    } finally {
      await handle.close();
    }
  }
}

function received(file: OpenedFile, digest: Sha256): ReceivedContent {
  return { descriptor: file.descriptor, source: file.source, sha256: digest, close: () => file.close() };
}

function empty(): DomainError {
  return new DomainError('EMPTY_FILE', 'Request body is empty', {
    remediation: 'Send the bytes to identify as the body of the request.',
  });
}
