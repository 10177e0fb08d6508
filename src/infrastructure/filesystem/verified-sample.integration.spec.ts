import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readlinkSync } from 'node:fs';
import {
  appendFile,
  link,
  mkdir,
  open,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import type { Server } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { sha256 } from '#domain/shared/sha256';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import type { StoredSample } from './verified-sample';
import { useVerified } from './verified-sample';

const CONTENT = randomBytes(700_000);
const never = (): AbortSignal => new AbortController().signal;
const ALTERED = { name: 'DomainError', code: 'SAMPLE_ALTERED', remediation: 'Send it again.' };

describe('a verified sample', () => {
  let directory: TemporaryDirectory;
  let path: string;
  let stored: StoredSample;
  let server: Server | undefined;

  beforeEach(async () => {
    directory = await TemporaryDirectory.create();
    path = join(directory.path, 'sample.bin');
    await writeFile(path, CONTENT);
    stored = { path, size: CONTENT.length, sha256: sha256(createHash('sha256').update(CONTENT).digest('hex')) };
  });
  afterEach(async () => {
    server?.close();
    await directory.remove();
  });

  const replace = async (by: Buffer): Promise<void> => {
    await writeFile(`${path}.new`, by);
    await rename(`${path}.new`, path);
  };
  const writeInPlace = async (bytes: Buffer, at: number): Promise<void> => {
    const file = await open(path, 'r+');
    await file.write(bytes, 0, bytes.length, at);
    await file.close();
  };
  const flipped = (at: number): Buffer => Buffer.from([(CONTENT[at] ?? 0) ^ 1]);
  const aged = async (): Promise<void> => {
    // What happens from now on bears another time than what happened before.
    const { ctimeMs } = await stat(path);
    while (Date.now() < ctimeMs + 50) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  /** Descriptors of this process that lead into the directory. */
  const openDescriptors = (): readonly string[] =>
    readdirSync('/proc/self/fd').filter((fd) => placeOf(fd).startsWith(directory.path));

  it('is what was sent, and is closed at the end', async () => {
    expect(
      await useVerified(stored, never(), async (opened) => CONTENT.equals(await readFile(opened)) && openDescriptors()),
    ).toHaveLength(1);
    const failing = useVerified(stored, never(), () => Promise.reject(new Error('of its own')));
    await expect(failing).rejects.toThrow('of its own');
    expect(openDescriptors()).toEqual([]);
  });

  it('stays the file that was opened, whatever becomes of its name', async () => {
    const read = useVerified(stored, never(), async (opened) => {
      await rm(path);
      return readFile(opened);
    });
    expect(CONTENT.equals(await read)).toBe(true);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['a file of the same size in its place', () => replace(randomBytes(CONTENT.length))],
    [
      'a link to the very content in its place',
      async () => {
        await rename(path, `${path}.moved`);
        await symlink(`${path}.moved`, path);
      },
    ],
    [
      'a directory in its place',
      async () => {
        await rm(path);
        await mkdir(path);
      },
    ],
    [
      'a pipe in its place',
      async () => {
        await rm(path);
        spawnSync('mkfifo', [path]);
      },
    ],
    [
      'a socket in its place',
      async () => {
        await rm(path);
        server = createServer().listen(path);
        await once(server, 'listening');
      },
    ],
    ['its end cut off', () => truncate(path, CONTENT.length - 1)],
    ['something appended', () => appendFile(path, 'x')],
    ['one bit of its last byte turned', () => writeInPlace(flipped(CONTENT.length - 1), CONTENT.length - 1)],
  ])('is refused with %s', async (_, alter) => {
    await alter();
    let reads = 0;
    const using = useVerified(stored, never(), (opened, signal) => {
      reads += 1;
      expect(opened).toMatch(/^\/proc\/self\/fd\/\d+$/);
      return aborted(signal);
    });
    await expect(using).rejects.toMatchObject(ALTERED);
    expect(reads).toBeLessThanOrEqual(1);
  });

  it('is missing where there is nothing', async () => {
    await rm(path);
    await expect(useVerified(stored, never(), () => Promise.resolve(1))).rejects.toMatchObject({
      code: 'SAMPLE_MISSING',
    });
    await writeFile(path, CONTENT);
    const using = useVerified(stored, never(), async () => {
      await rm(path);
      throw new Error('a program found nothing under that name');
    });
    await expect(using).rejects.toMatchObject({ code: 'SAMPLE_MISSING' });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['written to', () => writeInPlace(flipped(5), 5)],
    [
      'written to, and the time of it set back',
      async () => {
        const { atime, mtime } = await stat(path);
        await writeInPlace(flipped(5), 5);
        await utimes(path, atime, mtime);
      },
    ],
    [
      'written to and written back',
      async () => {
        await writeInPlace(flipped(5), 5);
        await writeInPlace(CONTENT.subarray(5, 6), 5);
      },
    ],
    ['replaced', () => replace(CONTENT)],
    ['cut short', () => truncate(path, 5)],
  ])('is refused when it is %s meanwhile, whatever that made of its reader', async (_, alter) => {
    await aged();
    const content = { ...stored };
    for (const end of [
      (): Promise<number> => Promise.resolve(1),
      (): Promise<number> => Promise.reject(new Error('a crash')),
    ]) {
      await writeFile(path, CONTENT);
      await aged();
      const using = useVerified(content, never(), async () => {
        await alter();
        return end();
      });
      await expect(using).rejects.toMatchObject(ALTERED);
    }
  });

  it('is refused when it is written to right after it was stored', async () => {
    const { atime, mtime } = await stat(path);
    await replace(CONTENT);
    await utimes(path, atime, mtime);
    // No time passes: the file system may not tell the one change from the other.
    const using = useVerified(stored, never(), async () => {
      await writeInPlace(flipped(5), 5);
      await utimes(path, atime, mtime);
      return 1;
    });
    await expect(using).rejects.toMatchObject(ALTERED);
  });

  it('does not mind other holders that come and go', async () => {
    await aged();
    const using = useVerified(stored, never(), async () => {
      await link(path, `${path}.other`);
      await rm(`${path}.other`);
      return 'done';
    });
    expect(await using).toBe('done');
  });

  it('ends with the reason of who calls it off', async () => {
    const stop = new AbortController();
    const using = useVerified(stored, stop.signal, (_, signal) => {
      stop.abort(new Error('called off'));
      return aborted(signal);
    });
    await expect(using).rejects.toThrow('called off');
  });
});

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const abort = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort);
  });
}

function placeOf(descriptor: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    return ''; // closed meanwhile
  }
}
