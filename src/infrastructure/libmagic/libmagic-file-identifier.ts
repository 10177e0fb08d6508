import type { OnModuleDestroy } from '@nestjs/common';
import { Injectable, Logger } from '@nestjs/common';

import { FileIdentifier } from '#application/ports/file-identifier.port';
import type { OpenedFile } from '#application/ports/opened-file';
import { AppConfig } from '#config/app-config';
import type { LibmagicVerdict } from '#domain/identification/libmagic-verdict';
import { leadingMimeType } from '#domain/identification/mime-type';
import { DomainError } from '#domain/shared/domain-error';
import type { HelperAnswer } from './helper/protocol';
import { HelperPool } from './helper-pool';
import { HelperFailure, HelperTimeout } from './libmagic.errors';
import { LibmagicLauncher } from './libmagic-launcher';

const CHARSET = '; charset=';
const TRIES = 2;

/** libmagic in processes of its own: a handle is not thread-safe, a call cannot be stopped, and a crash must stay theirs. */
@Injectable()
export class LibmagicFileIdentifier extends FileIdentifier implements OnModuleDestroy {
  private readonly logger = new Logger(LibmagicFileIdentifier.name);
  private readonly pool: HelperPool;
  private readonly timeoutMs: number;

  constructor(
    config: AppConfig,
    private readonly launcher: LibmagicLauncher,
  ) {
    super();
    this.timeoutMs = config.magic.timeoutSeconds * 1000;
    this.pool = new HelperPool(config.magic.helpers, () => launcher.start());
  }

  /** How many helpers were lost over a file. */
  get deaths(): number {
    return this.pool.deaths;
  }

  async identify(file: OpenedFile): Promise<LibmagicVerdict> {
    const started = performance.now();
    const remaining = (): number => Math.max(0, this.timeoutMs - (performance.now() - started));
    for (let attempt = 1; ;) {
      const helper = await this.pool.borrow(remaining());
      if (helper === undefined || remaining() === 0) {
        if (helper !== undefined) this.pool.giveBack(helper);
        throw tooLate(this.timeoutMs);
      }
      try {
        const answer = await helper.ask(file.descriptor, remaining());
        // Gone while it was idle: the file never reached it.
        if (answer !== undefined) return verdictOf(answer);
      } catch (error) {
        // It may have died of something else, or of an earlier file: a fresh one gets one try.
        if (!(error instanceof HelperFailure) || attempt++ === TRIES) throw this.asRefusal(error);
      } finally {
        this.pool.giveBack(helper);
      }
    }
  }

  async version(): Promise<string> {
    return (await this.launcher.ready()).version;
  }

  /** So that the first caller need not wait for it. Never throws: health tells what is wrong. */
  async warmUp(): Promise<void> {
    try {
      const helper = await this.pool.borrow(this.timeoutMs);
      if (helper !== undefined) this.pool.giveBack(helper);
    } catch (error) {
      this.logger.warn({ err: error }, 'libmagic is not available; files are identified by their headers only');
    }
  }

  async onModuleDestroy(): Promise<void> {
    await this.pool.close();
    await this.launcher.stop();
  }

  private asRefusal(error: unknown): unknown {
    if (error instanceof HelperTimeout) return tooLate(this.timeoutMs, error);
    if (error instanceof HelperFailure) return new Error(`Failed to analyze file: ${error.message}`, { cause: error });
    return error;
  }
}

/** @throws Error that libmagic gave. */
function verdictOf(answer: HelperAnswer): LibmagicVerdict {
  if ('fault' in answer) throw new Error(answer.fault);
  const at = answer.mime.lastIndexOf(CHARSET);
  const printedMimeType = at === -1 ? answer.mime : answer.mime.slice(0, at);
  return {
    description: answer.description,
    mimeType: leadingMimeType(printedMimeType),
    printedMimeType,
    encoding: at === -1 ? 'unknown' : answer.mime.slice(at + CHARSET.length),
    extensions: answer.extensions === '???' ? [] : answer.extensions.split('/'),
    elapsedMs: answer.elapsedMs,
  };
}

function tooLate(milliseconds: number, cause?: Error): DomainError {
  return new DomainError('IDENTIFICATION_TIMEOUT', 'Request timeout exceeded', {
    details: `The file was not identified within ${milliseconds / 1000} seconds`,
    cause,
  });
}
