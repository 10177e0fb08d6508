import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Logger } from '@nestjs/common';

import type { OpenedFile } from '#application/ports/opened-file';
import { AppConfig } from '#config/app-config';
import type { HelperAnswer } from './helper/protocol';
import { ASKED } from './helper/protocol';
import { HelperFailure } from './libmagic.errors';
import { LibmagicFileIdentifier } from './libmagic-file-identifier';
import type { LibmagicHelper } from './libmagic-helper';
import type { LibmagicLauncher } from './libmagic-launcher';

interface Start {
  readonly startMs?: number;
  readonly onStop?: () => void;
}
type Ask = (descriptor: number, asked: number) => Promise<HelperAnswer | undefined>;

const CONTENT = 'something';

/** From where its opening stands, as libmagic reads. */
function readOn(descriptor: number): string {
  const buffer = Buffer.alloc(CONTENT.length);
  return buffer.toString('latin1', 0, readSync(descriptor, buffer, 0, buffer.length, null));
}

describe('LibmagicFileIdentifier', () => {
  const directory = mkdtempSync(join(tmpdir(), 'bin2nlp-test-'));
  const path = join(directory, 'file');
  writeFileSync(path, CONTENT);
  const descriptor = openSync(path, 'r');
  const file = { descriptor } as OpenedFile;
  let started = 0;

  afterAll(() => {
    closeSync(descriptor);
    rmSync(directory, { recursive: true });
  });

  /** With helpers that answer by `ask`, and die where it rejects. */
  const identifierOf = (ask: Ask, { startMs = 0, onStop }: Start = {}): LibmagicFileIdentifier => {
    started = 0;
    const helper = (): LibmagicHelper => {
      const own = {
        isAlive: true,
        calls: 0,
        ask: (given: number, asked: number) =>
          ask(given, asked).catch((error: unknown) => {
            own.isAlive = false;
            throw error;
          }),
        stop: () => {
          onStop?.();
          return Promise.resolve();
        },
      };
      return own as unknown as LibmagicHelper;
    };
    const start = (): Promise<LibmagicHelper> => {
      started += 1;
      return startMs === 0 ? Promise.resolve(helper()) : setTimeout(startMs, helper());
    };
    const launcher = { start, stop: () => Promise.resolve() } as unknown as LibmagicLauncher;
    return new LibmagicFileIdentifier(new AppConfig(), launcher);
  };
  const answerTo = (asked: number): HelperAnswer => ({
    ...((asked & ASKED.description) !== 0 && { description: { text: 'ASCII text', extensions: '???' } }),
    ...((asked & ASKED.mime) !== 0 && { mime: 'text/plain; charset=us-ascii' }),
    elapsedMs: 1,
  });
  const dead = (): Promise<never> => Promise.reject(new HelperFailure('the helper process was ended by SIGSEGV'));

  it('says nothing of helpers that it was stopped before it had', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn');
    const identifier = identifierOf((_given, asked) => Promise.resolve(answerTo(asked)), { startMs: 20 });
    const warm = identifier.warmUp();
    await identifier.onModuleDestroy();
    await warm;
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  it('has the halves of the work done side by side, each by an opening of its own, when a second helper is idle', async () => {
    const asks: [number, string][] = [];
    const identifier = identifierOf((given, asked) => {
      asks.push([asked, readOn(given)]);
      return Promise.resolve(answerTo(asked));
    });

    const alone = await identifier.identify(file);
    const together = await identifier.identify(file);

    expect(asks).toEqual([
      [ASKED.everything, CONTENT],
      [ASKED.description, CONTENT],
      [ASKED.mime, CONTENT],
    ]);
    expect(together).toEqual({ ...alone, elapsedMs: 2 });
    expect(alone).toMatchObject({ description: 'ASCII text', printedMimeType: 'text/plain', encoding: 'us-ascii' });
  });

  it('gives a file whose helper died to a fresh one, alone and from its beginning', async () => {
    const asks: [number, string][] = [];
    const identifier = identifierOf((given, asked) => {
      asks.push([asked, readOn(given)]);
      return asks.length === 1 ? dead() : Promise.resolve(answerTo(asked));
    });
    expect(await identifier.identify(file)).toMatchObject({ description: 'ASCII text' });
    expect(asks).toEqual([
      [ASKED.everything, CONTENT],
      [ASKED.everything, CONTENT],
    ]);
    expect(identifier.deaths).toBe(1);
  });

  it('gives a file up that is the death of two helpers', async () => {
    const identifier = identifierOf(dead);
    await expect(identifier.identify(file)).rejects.toThrow('Failed to analyze file: the helper process was ended');
    expect(identifier.deaths).toBe(2);
  });

  it('leaves no helper behind that is still being started when it ends', async () => {
    let stopped = 0;
    const identifier = identifierOf((_given, asked) => Promise.resolve(answerTo(asked)), {
      startMs: 20,
      onStop: () => (stopped += 1),
    });
    await identifier.identify(file);
    expect(started).toBe(2);
    await identifier.onModuleDestroy();
    expect(stopped).toBe(2);
  });

  it('does not wait for a second helper, nor start more than it may', async () => {
    let open: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      open = resolve;
    });
    const identifier = identifierOf((_given, asked) => held.then(() => answerTo(asked)));
    const all = Promise.all(Array.from({ length: 20 }, () => identifier.identify(file)));
    open();
    expect(await all).toHaveLength(20);
    expect(started).toBe(new AppConfig().magic.helpers);
  });
});
