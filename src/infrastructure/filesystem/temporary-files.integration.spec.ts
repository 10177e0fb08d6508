import { readdir } from 'node:fs/promises';

import { TemporaryDirectory } from '#test/support/temporary-directory';
import { TemporaryFiles } from './temporary-files';

const name = (digit: number): string => `${String(digit).repeat(16)}_1_${'a'.repeat(16)}.tmp`;

describe('TemporaryFiles', () => {
  let directory: TemporaryDirectory;

  beforeEach(async () => {
    directory = await TemporaryDirectory.create();
  });

  afterEach(async () => {
    await directory.remove();
  });

  /** Files that get these names one after the other. */
  async function takeNames(...digits: number[]): Promise<readonly string[]> {
    const files = new TemporaryFiles(directory.path, () => name(digits.shift() ?? 9));
    const { handle } = await files.create();
    await handle.close();
    return readdir(directory.path);
  }

  it('tries another name when one is taken', async () => {
    await takeNames(1);
    expect(await takeNames(1, 1, 2)).toEqual([name(1), name(2)]);
  });

  it('gives up after three names', async () => {
    await takeNames(1);
    await expect(takeNames(1, 1, 1, 2)).rejects.toMatchObject({ code: 'EEXIST' });
  });
});
