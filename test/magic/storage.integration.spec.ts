import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { AppConfig } from '#config/app-config';
import { MB } from '#domain/shared/quantities';
import { requestId } from '#domain/shared/request-id';
import { ExposedDirectory } from '#infrastructure/filesystem/exposed-directory';
import { FilesystemContentStore } from '#infrastructure/filesystem/filesystem-content-store';
import { FreeSpace } from '#infrastructure/filesystem/free-space';
import { StorageCheck } from '#infrastructure/filesystem/storage-check';
import { untilAborted } from '#infrastructure/filesystem/until-aborted';
import { KernelMemoryFiles } from '#infrastructure/libmagic/kernel-memory-files';
import { TemporaryDirectory } from '#test/support/temporary-directory';

const running = new AbortController().signal;

/** Each takes the memory of the one before. */
async function* chunks(count: number, size: number): AsyncGenerator<Uint8Array, void> {
  const memory = Buffer.alloc(size);
  for (let index = 0; index < count; index += 1) {
    await Promise.resolve();
    yield memory.fill(index);
  }
}

function storeIn(dataDir: string, minFreeSpaceMb = 0): FilesystemContentStore {
  const config = new AppConfig();
  Object.assign(config.storage, { dataDir, minFreeSpaceMb });
  return new FilesystemContentStore(config, FreeSpace.of(config), new KernelMemoryFiles());
}

describe('content that is received', () => {
  let directory: TemporaryDirectory;

  beforeEach(async () => {
    directory = await TemporaryDirectory.create();
  });
  afterEach(async () => {
    await directory.remove();
  });

  const temporary = (): readonly string[] => readdirSync(join(directory.path, 'tmp'));

  it('is on the disk under the id of its request, for us alone, until it is closed', async () => {
    const id = requestId();
    const reception = await storeIn(directory.path).reserve({ maxBytes: MB, requestId: id, ownerId: 'somebody' });
    const file = await reception.receive(chunks(10, 50_000), running);
    const [name = ''] = temporary();
    expect(name.startsWith(`${id}_`)).toBe(true);
    expect((await stat(join(directory.path, 'tmp', name))).mode & 0o777).toBe(0o600);
    expect(file.source.size).toBe(500_000);
    await file.close();
    expect(temporary()).toEqual([]);
  });

  it('touches no disk when it was announced small', async () => {
    const reception = await storeIn(directory.path).reserve({
      maxBytes: MB,
      declaredBytes: 3,
      requestId: requestId(),
      ownerId: 'somebody',
    });
    const file = await reception.receive(chunks(3, 1), running);
    expect(Buffer.from(await file.source.read(0, 10))).toEqual(Buffer.from([0, 1, 2]));
    expect(readdirSync(directory.path)).toEqual([]);
    await file.close();
  });
});

const mountPoint = mkdtempSync(join(tmpdir(), 'bin2nlp-test-small-'));
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', mountPoint]).status === 0;

(mounted ? describe : describe.skip)('a disk of 2 MB (skipped where a test may not mount one)', () => {
  afterAll(() => {
    // What was given up is overwritten yet.
    spawnSync('umount', ['--lazy', mountPoint]);
    rmSync(mountPoint, { recursive: true, force: true });
  });

  it('refuses before it is full, with the numbers', async () => {
    await expect(
      storeIn(mountPoint, 5).reserve({ maxBytes: MB, requestId: requestId(), ownerId: 'somebody' }),
    ).rejects.toMatchObject({
      code: 'INSUFFICIENT_STORAGE',
      message: 'Insufficient storage space for analysis',
      details: 'Temp directory has 2MB available, but 6MB minimum required',
    });
  });

  it('refuses where it is full in mid-stream, with the place, and is empty again', async () => {
    const space = new FreeSpace(mountPoint, 0, () => Promise.resolve(100 * MB));
    const config = new AppConfig();
    Object.assign(config.storage, { dataDir: mountPoint });
    const store = new FilesystemContentStore(config, space, new KernelMemoryFiles());
    const reception = await store.reserve({ maxBytes: 8 * MB, requestId: requestId(), ownerId: 'somebody' });
    await expect(reception.receive(chunks(64, 65_536), running)).rejects.toMatchObject({
      code: 'INSUFFICIENT_STORAGE',
      message: 'Disk space exhausted during file processing',
      details: expect.stringMatching(/^Failed to write chunk at offset \d+: ENOSPC/) as string,
    });
    expect(readdirSync(join(mountPoint, 'tmp'))).toEqual([]);
  });

  it('degrades the service and does not stop it where not one byte fits', async () => {
    const config = new AppConfig();
    Object.assign(config.storage, { dataDir: mountPoint, minFreeSpaceMb: 0 });
    const { bavail, bsize } = statfsSync(mountPoint);
    writeFileSync(join(mountPoint, 'ballast'), Buffer.alloc(bavail * bsize));
    expect(await new StorageCheck(config).check(running)).toMatchObject({
      status: 'degraded',
      detail: expect.stringContaining('uploads are refused') as string,
    });
    expect(readdirSync(join(mountPoint, 'tmp'))).toEqual([]);
  });
});

describe('the exposed directory', () => {
  let directory: TemporaryDirectory;

  beforeEach(async () => {
    directory = await TemporaryDirectory.create();
  });
  afterEach(async () => {
    await directory.remove();
  });

  const exposed = (baseDir = '', dataDir = directory.path): ExposedDirectory => {
    const config = new AppConfig();
    Object.assign(config.storage, { dataDir });
    Object.assign(config.magic, { baseDir });
    return new ExposedDirectory(config);
  };

  it('is made in the data directory unless another one is set', async () => {
    expect(await exposed().prepare()).toBe(join(directory.path, 'files'));
  });

  it.each(['.', 'tmp', 'tmp/below', 'samples', 'link'])('may not be %s of the data directory', async (name) => {
    mkdirSync(join(directory.path, 'tmp'));
    await symlink(join(directory.path, 'tmp'), join(directory.path, 'link'));
    await expect(exposed(join(directory.path, name)).prepare()).rejects.toThrow(/overlaps/);
  });
});

describe('the items of a source that can be stopped', () => {
  it('are let go of as soon as they have been used', async () => {
    const collected: number[] = [];
    const registry = new FinalizationRegistry((index: number) => collected.push(index));
    const source = async function* (): AsyncGenerator<Uint8Array, void> {
      for (let index = 0; index < 200; index += 1) {
        await Promise.resolve();
        const item = Buffer.alloc(MB);
        registry.register(item, index);
        yield item;
      }
    };
    const collect = garbageCollector();
    let seen = 0;
    for await (const item of untilAborted(source(), running)) {
      seen += item.length === 0 ? 0 : 1;
      if (seen % 50 !== 0) continue;
      collect();
      await setImmediate();
    }
    expect(collected.length).toBeGreaterThan(100);
  });
});

/** What `--expose-gc` gives, for this test alone. */
function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
