import { readdir } from 'node:fs/promises';

import { TemporaryDirectory } from '#test/support/temporary-directory';
import { TemporaryFiles } from './temporary-files';

const OWNER = '6f1a2f0e-3c55-4d6e-9c6a-0f4f9a1b2c3d';
const name = (digit: number): string => `${OWNER}_1_${String(digit).repeat(16)}.tmp`;

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

  it('names a file by its request, the time and chance', async () => {
    const file = await new TemporaryFiles(directory.path).create(OWNER);
    await file.handle.close();
    expect(file.name).toMatch(new RegExp(`^${OWNER}_\\d{13}_[0-9a-f]{16}\\.tmp$`));
  });

  it('gives up after three names', async () => {
    await takeNames(1);
    await expect(takeNames(1, 1, 1, 2)).rejects.toMatchObject({ code: 'EEXIST' });
  });
});
