import { spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import { filesBelow } from '#test/support/files-below';
import { TemporaryDirectory } from '#test/support/temporary-directory';

/** Room for some uploads of the largest size that is allowed. */
const SIZE_MB = 512;
const PIECE = Buffer.alloc(1 << 20);
const BALLAST = 'ballast';

/** Where the service keeps files: a directory, or a small file system of its own that can be filled. Root can turn it read-only. */
export class Disk {
  private isReadOnly = false;

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

  /**
   * By a read-only view of it that is put before it at once: the kernel turns none read-only of which a file is open to be written. What
   * is open stays writable, as where a disk's own fault turns it; whatever has a name is refused with `EROFS`.
   * @throws Error where it is no root that asks.
   */
  async turnReadOnly(): Promise<void> {
    const view = await TemporaryDirectory.create();
    run('mount', ['--bind', this.path, view.path]);
    try {
      run('mount', ['-o', 'remount,ro,bind', view.path]);
      run('mount', ['--bind', view.path, this.path]);
      this.isReadOnly = true;
    } finally {
      run('umount', [view.path]);
      await view.remove();
    }
  }

  /** Idempotent. */
  turnWritable(): void {
    if (this.isReadOnly) run('umount', ['--lazy', this.path]);
    this.isReadOnly = false;
  }

  async remove(): Promise<void> {
    this.turnWritable();
    if (this.isOwn) run('umount', ['--lazy', this.path]);
    await this.directory.remove();
  }
}

function run(program: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
}
