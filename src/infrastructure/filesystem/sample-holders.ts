import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { link, lstat, open, rename, rmdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { JobId } from '#domain/jobs/analysis-job';
import { parseJobId } from '#domain/jobs/analysis-job';
import type { Sha256 } from '#domain/shared/sha256';
import { sha256 as parseSha256 } from '#domain/shared/sha256';
import { digestFile } from './digest-file';
import { eraseFile } from './erase-file';
import { makeDirectory } from './make-directory';
import { changedAt, namesIn } from './sweep-temporary-files';
import { codeOf } from './system-error';

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK, O_NOCTTY } = constants;

/** What a sample holds. */
export interface SampleContent {
  readonly sha256: Sha256;
  /** Bytes. */
  readonly size: number;
}

const SUFFIX = '.bin';
/** How often the directory may vanish under a new holder, emptied by another one's leaving. */
const TRIES = 100;

/**
 * Which jobs hold which content: `{directory}/{sha256}/{job}.bin`, one hard link for each. The file system counts them, so
 * neither a crash nor a race can lose count: who removes the last link knows it, and who links to a file that is being
 * given up finds either the file or nothing. Nobody is given a link to a file that does not hold what it is named after.
 */
export class SampleHolders {
  constructor(
    private readonly directory: string,
    private readonly overwrite: boolean,
  ) {}

  pathOf(content: Sha256, job: JobId): string {
    return join(this.directory, content, `${job}${SUFFIX}`);
  }

  /** Spends the file at `received`; on disk and synced when it resolves. */
  async add(received: string, content: SampleContent, job: JobId): Promise<void> {
    const home = join(this.directory, content.sha256);
    const own = this.pathOf(content.sha256, job);
    await sync(received);
    for (let attempt = 1; ; attempt += 1) {
      try {
        // Fails too where another's leaving removes the directory that it finds.
        await makeDirectory(home);
        if (await this.linkToOther(home, own, content)) {
          await eraseFile(received, this.overwrite);
          break;
        }
        // A directory that has taken the name would stand in the way.
        await eraseFile(own, this.overwrite);
        await rename(received, own);
        break;
      } catch (error) {
        const vanished = codeOf(error) === 'ENOENT' && (await changedAt(received)) !== undefined;
        if (!vanished || attempt === TRIES) throw error;
      }
    }
    // The link may be to a file whose own holder has not come to syncing it yet.
    await sync(own);
    await sync(home);
    await sync(this.directory);
  }

  async remove(content: Sha256, job: JobId): Promise<boolean> {
    const erased = await eraseFile(this.pathOf(content, job), this.overwrite);
    await removeIfEmpty(join(this.directory, content));
    return erased;
  }

  /** Moves the job's own name of the content to `path`, on the same file system; whether there was one. */
  async moveOut(content: Sha256, job: JobId, path: string): Promise<boolean> {
    try {
      await rename(this.pathOf(content, job), path);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    }
    await removeIfEmpty(join(this.directory, content));
    return true;
  }

  /** Removes those that changed before `before` (epoch milliseconds) and are not needed; resolves to how many. */
  async sweep(isNeeded: (job: JobId) => Promise<boolean>, before: number): Promise<number> {
    let removed = 0;
    for (const name of await namesIn(this.directory)) {
      if (!/^[0-9a-f]{64}$/.test(name)) continue;
      const home = join(this.directory, name);
      for (const job of (await namesIn(home)).map(jobOf)) {
        if (job === undefined) continue;
        const content = parseSha256(name);
        const changed = await changedAt(this.pathOf(content, job));
        if (changed === undefined || changed >= before || (await isNeeded(job))) continue;
        if (await this.remove(content, job)) removed += 1;
      }
      await removeIfEmpty(home);
    }
    return removed;
  }

  /** Whether another holder's file now is the own one too. Any reason why not is answered by using the received copy. */
  private async linkToOther(home: string, own: string, content: SampleContent): Promise<boolean> {
    const spoiled = new Set<bigint>();
    for (const name of await namesIn(home)) {
      if (jobOf(name) === undefined) continue;
      const path = join(home, name);
      const inode = await inodeOf(path, content, spoiled);
      if (inode === undefined) continue;
      try {
        await link(path, own);
      } catch (error) {
        // Its holder has left.
        if (codeOf(error) === 'ENOENT') continue;
        // Kept before, by a repetition of this very step; or there can be no more links.
        if (codeOf(error) !== 'EEXIST') return false;
      }
      // The name may have been given to another file meanwhile, and so may the own one, before.
      if ((await lstat(own, { bigint: true })).ino === inode) return true;
    }
    return false;
  }
}

/** Of a file that holds the content; those that do not are told by `spoiled` from then on. */
async function inodeOf(path: string, content: SampleContent, spoiled: Set<bigint>): Promise<bigint | undefined> {
  const file = await openPlain(path);
  if (file === undefined) return undefined;
  try {
    const stats = await file.stat({ bigint: true });
    if (!stats.isFile() || spoiled.has(stats.ino)) return undefined;
    if (stats.size === BigInt(content.size) && (await digestFile(file, content.size)) === content.sha256)
      return stats.ino;
    spoiled.add(stats.ino);
    return undefined;
  } finally {
    await file.close();
  }
}

/** `undefined` for what is gone, or cannot be read. */
async function openPlain(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
  } catch {
    return undefined;
  }
}

function jobOf(name: string): JobId | undefined {
  return name.endsWith(SUFFIX) ? parseJobId(name.slice(0, -SUFFIX.length)) : undefined;
}

/** A file's content, or a directory's entries, onto the disk. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function removeIfEmpty(directory: string): Promise<void> {
  try {
    await rmdir(directory);
  } catch (error) {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(codeOf(error) ?? '')) throw error;
  }
}
