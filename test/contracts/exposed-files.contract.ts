import { execFileSync } from 'node:child_process';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { ExposedFiles } from '#application/ports/exposed-files.port';
import { relativePath } from '#domain/identification/relative-path';

export interface ExposedFilesSubject {
  readonly files: ExposedFiles;
  /** Absolute path of the exposed directory, which is empty. */
  readonly directory: string;
  /** Absolute path of a directory whose name begins with that of the exposed one. */
  readonly neighbour: string;
}

/** What `ExposedFiles` promises. */
export function describeExposedFilesContract(name: string, makeSubject: () => Promise<ExposedFilesSubject>): void {
  describe(`${name} keeps the contract of ExposedFiles`, () => {
    let subject: ExposedFilesSubject;

    beforeEach(async () => {
      subject = await makeSubject();
    });

    it('opens a file with its bytes and all its permission bits, also by a link that stays within', async () => {
      const { files, directory } = subject;
      await mkdir(join(directory, 'below'));
      await writeFile(join(directory, 'below', 'inside'), 'inside');
      await chmod(join(directory, 'below', 'inside'), 0o4750);
      await symlink('below/inside', join(directory, 'link'));
      for (const path of ['below/inside', 'link']) {
        const file = await files.open(relativePath(path));
        expect([file.mode, file.source.size]).toEqual([0o4750, 6]);
        expect(Buffer.from(await file.source.read(2, 10)).toString()).toBe('side');
        await file.close();
      }
    });

    it.each(['file', 'directory/file'])('refuses what a link leads out to: %s', async (path) => {
      const { files, directory, neighbour } = subject;
      await writeFile(join(neighbour, 'file'), 'secret');
      await symlink(join(neighbour, 'file'), join(directory, 'file'));
      await symlink(neighbour, join(directory, 'directory'));
      await expect(files.open(relativePath(path))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    });

    it.each(['missing', 'dangling', 'file/below'])('finds nothing at %s', async (path) => {
      const { files, directory } = subject;
      await writeFile(join(directory, 'file'), 'file');
      await symlink('nowhere', join(directory, 'dangling'));
      await expect(files.open(relativePath(path))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });

    it.each(['directory', 'pipe'])('refuses a %s without waiting for anybody', async (path) => {
      const { files, directory } = subject;
      await mkdir(join(directory, 'directory'));
      execFileSync('mkfifo', [join(directory, 'pipe')]);
      await expect(files.open(relativePath(path))).rejects.toMatchObject({ code: 'INVALID_OPTION' });
    });
  });
}
