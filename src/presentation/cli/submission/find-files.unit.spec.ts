import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { TemporaryDirectory } from '#test/support/temporary-directory';
import { findFiles } from './find-files';

const ELF = Buffer.from('7f454c460201010000', 'hex');

describe('files to analyse', () => {
  let directory: TemporaryDirectory;
  let here: string;

  beforeAll(async () => {
    directory = await TemporaryDirectory.create();
    here = directory.path;
    for (const name of ['build/below', 'empty/below', 'mixed']) mkdirSync(join(here, name), { recursive: true });
    writeFileSync(join(here, 'build/below/app'), ELF);
    writeFileSync(join(here, 'empty/below/readme'), 'Dear reader,');
    writeFileSync(join(here, 'mixed/Main.class'), Buffer.from('cafebabe00000041', 'hex'));
    writeFileSync(join(here, 'mixed/fat'), Buffer.from('cafebabe00000002', 'hex'));
    symlinkSync('..', join(here, 'build/loop'));
  });
  afterAll(() => directory.remove());

  it('are all programs below what is named; a directory without one is told, whatever else is named', async () => {
    expect(await findFiles([join(here, 'build'), join(here, 'empty')])).toEqual({
      files: [join(here, 'build/below/app')],
      missing: [],
      empty: [join(here, 'empty')],
      skipped: 1,
    });
  });

  it('are fat Mach-O files, and no classes of Java, which begin alike', async () => {
    expect(await findFiles([join(here, 'mixed')])).toMatchObject({ files: [join(here, 'mixed/fat')], skipped: 1 });
  });

  it('are those that can be found: what is away or cannot be read is told, and the others are there', async () => {
    // Deeper than any path may be long: nobody can read that, not even root.
    const name = 'n'.repeat(200);
    spawnSync('sh', ['-c', `for i in $(seq 21); do mkdir ${name} && cd -P ${name}; done`], {
      cwd: join(here, 'build'),
    });
    const { files, missing } = await findFiles([join(here, 'build'), join(here, 'gone')]);
    spawnSync('rm', ['-rf', join(here, 'build', name)]);
    expect(files).toEqual([join(here, 'build/below/app')]);
    expect(missing.map(({ failed }) => failed)).toEqual([
      'The directory cannot be read (ENAMETOOLONG).',
      'There is no such file or directory.',
    ]);
  });
});
