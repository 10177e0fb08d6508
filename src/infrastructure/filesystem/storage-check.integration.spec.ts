import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { AppConfig } from '#config/app-config';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import { StorageCheck } from './storage-check';

const { signal } = new AbortController();

describe('StorageCheck', () => {
  let directory: TemporaryDirectory;

  beforeEach(async () => {
    directory = await TemporaryDirectory.create();
  });

  afterEach(async () => {
    await directory.remove();
  });

  function checkOf(minFreeSpaceMb: number, dataDir = directory.path): StorageCheck {
    const config = new AppConfig();
    Object.assign(config.storage, { dataDir, minFreeSpaceMb });
    return new StorageCheck(config);
  }

  it('is healthy where it can write and has room, and leaves nothing there', async () => {
    expect(await checkOf(1).check(signal)).toMatchObject({ status: 'healthy' });
    expect(await readdir(join(directory.path, 'tmp'))).toEqual([]);
  });

  it('is degraded with less space than must remain, since what is there can still be read', async () => {
    expect(await checkOf(1_048_576 * 1024).check(signal)).toMatchObject({
      status: 'degraded',
      detail: expect.stringMatching(/^\d+ MB available, 1073741824 MB must remain: uploads are refused/) as string,
    });
  });

  it('fails where it cannot write', async () => {
    const occupied = join(directory.path, 'data');
    await mkdir(occupied);
    await writeFile(join(occupied, 'tmp'), 'a file where the directory should be');
    await expect(checkOf(1, occupied).check(signal)).rejects.toThrow('EEXIST');
  });
});
