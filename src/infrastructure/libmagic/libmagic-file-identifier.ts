import { closeSync, constants, openSync } from 'node:fs';
import type { OnModuleDestroy } from '@nestjs/common';
import { Injectable, Logger } from '@nestjs/common';

import { FileIdentifier } from '#application/ports/file-identifier.port';
import type { OpenedFile } from '#application/ports/opened-file';
import { AppConfig } from '#config/app-config';
import type { LibmagicVerdict } from '#domain/identification/libmagic-verdict';
import { DomainError } from '#domain/shared/domain-error';
import { leadingMimeType } from '#domain/shared/mime-type';
import { SECOND_MS } from '#domain/shared/quantities';
import type { Asked, HelperAnswer } from './helper/protocol';
import { ASKED } from './helper/protocol';
import { HelperPool, HelpersStopped } from './helper-pool';
import { HelperFailure, HelperTimeout } from './libmagic.errors';
import type { LibmagicHelper } from './libmagic-helper';
import { LibmagicLauncher } from './libmagic-launcher';

const CHARSET = '; charset=';
const TRIES = 2;
const { O_RDONLY, O_NONBLOCK } = constants;

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
    this.timeoutMs = config.magic.timeoutSeconds * SECOND_MS;
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
        const answers = await this.askFor(file, helper, attempt, remaining());
        // Gone while it was idle: the file never reached it.
        if (answers.every((answer) => answer !== undefined)) return verdictOf(answers);
      } catch (error) {
        // It may have died of something else, or of an earlier file: a fresh one gets one try.
        if (!(error instanceof HelperFailure) || attempt++ === TRIES) throw this.asRefusal(error);
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
      if (error instanceof HelpersStopped) return;
      this.logger.warn({ err: error }, 'libmagic is not available; files are identified by their headers only');
    }
  }

  async onModuleDestroy(): Promise<void> {
    await this.pool.close();
    await this.launcher.stop();
  }

  /** Where a second helper has nothing to do, it takes half of the work; not of a file that has been the death of one. */
  private askFor(
    { descriptor }: OpenedFile,
    helper: LibmagicHelper,
    attempt: number,
    timeoutMs: number,
  ): Promise<readonly (HelperAnswer | undefined)[]> {
    const spare = attempt === 1 ? this.pool.borrowSpare() : undefined;
    return Promise.all(
      spare === undefined
        ? [this.ask(helper, descriptor, ASKED.everything, timeoutMs)]
        : [
            this.ask(helper, descriptor, ASKED.description, timeoutMs),
            this.ask(spare, descriptor, ASKED.mime, timeoutMs),
          ],
    );
  }

  /** Gives the helper back. */
  private async ask(
    helper: LibmagicHelper,
    descriptor: number,
    asked: Asked,
    timeoutMs: number,
  ): Promise<HelperAnswer | undefined> {
    try {
      // Descriptors of one opening share the place where they read, and who died over the file may have left that anywhere.
      const own = openSync(`/proc/self/fd/${descriptor}`, O_RDONLY | O_NONBLOCK);
      const answer = helper.ask(own, asked, timeoutMs);
      closeSync(own);
      return await answer;
    } finally {
      this.pool.giveBack(helper);
    }
  }

  private asRefusal(error: unknown): unknown {
    if (error instanceof HelperTimeout) return tooLate(this.timeoutMs, error);
    if (error instanceof HelperFailure) return new Error(`Failed to analyze file: ${error.message}`, { cause: error });
    return error;
  }
}

/** Of the parts in which it was answered. @throws Error that libmagic gave. */
function verdictOf(answers: readonly HelperAnswer[]): LibmagicVerdict {
  let [description, mime, elapsedMs] = [{ text: '', extensions: '' }, '', 0];
  for (const answer of answers) {
    if ('fault' in answer) throw new Error(answer.fault);
    ({ description = description, mime = mime } = answer);
    elapsedMs += answer.elapsedMs;
  }
  const at = mime.lastIndexOf(CHARSET);
  const printedMimeType = at === -1 ? mime : mime.slice(0, at);
  return {
    description: description.text,
    mimeType: leadingMimeType(printedMimeType),
    printedMimeType,
    encoding: at === -1 ? 'unknown' : mime.slice(at + CHARSET.length),
    extensions: description.extensions === '???' ? [] : description.extensions.split('/'),
    elapsedMs,
  };
}

function tooLate(milliseconds: number, cause?: Error): DomainError {
  return new DomainError('IDENTIFICATION_TIMEOUT', 'Request timeout exceeded', {
    details: `The file was not identified within ${milliseconds / SECOND_MS} seconds`,
    cause,
  });
}
