import { spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import { filesBelow } from '#test/support/files-below';
import { TemporaryDirectory } from '#test/support/temporary-directory';

/** Room for some uploads of the largest size that is allowed. */
const SIZE_MB = 512;
const PIECE = Buffer.alloc(1 << 20);
const BALLAST = 'ballast';

/** Where the service keeps files: a directory, or a small file system of its own that can be filled. */
export class Disk {
  private constructor(
    private readonly directory: TemporaryDirectory,
    private readonly isOwn: boolean,
  ) {}

  /** @throws Error where a file system cannot be mounted: that takes root. */
  static async create(isOwn: boolean): Promise<Disk> {
    const directory = await TemporaryDirectory.create();
    if (isOwn) run('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m,mode=700`, 'tmpfs', directory.path]);
    return new Disk(directory, isOwn);
  }

  get path(): string {
    return this.directory.path;
  }

  async files(): Promise<readonly string[]> {
    return (await filesBelow(this.path)).filter((file) => file !== BALLAST);
  }

  /** To the last byte. */
  fill(): void {
    const file = openSync(join(this.path, BALLAST), 'w');
    try {
      for (;;) {
        writeSync(file, PIECE);
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    } finally {
      closeSync(file);
    }
  }

  empty(): void {
    rmSync(join(this.path, BALLAST), { force: true });
  }

  async remove(): Promise<void> {
    if (this.isOwn) run('umount', ['--lazy', this.path]);
    await this.directory.remove();
  }
}

function run(program: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
}
