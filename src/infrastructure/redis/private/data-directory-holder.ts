import { readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';

/** What a private redis-server calls itself: who started it can be told from its command line alone. */
const TITLE = /^redis-server bin2nlp of (\d+)\.(\d+)/;

/** A private redis-server that runs on a data directory, and the process that started it. */
export interface DataDirectoryHolder {
  readonly redisPid: number;
  readonly parentPid: number;
  readonly parentAlive: boolean;
}

/** The `proc-title-template` of a redis-server that this process starts. */
export async function processTitle(): Promise<string> {
  return `{title} bin2nlp of ${process.pid}.${(await startTime(process.pid)) ?? '0'} {unixsocket}`;
}

/**
 * Who works on `directory` (absolute, links resolved), by the pid file in it. `undefined` when that process is gone or
 * is not a redis-server of ours in this very directory: a pid alone may belong to anybody by now.
 */
export async function holderOf(directory: string): Promise<DataDirectoryHolder | undefined> {
  const redisPid = Number(await contentOf(join(directory, PID_FILE)));
  if (!Number.isInteger(redisPid) || redisPid <= 1) return undefined;
  const title = TITLE.exec((await contentOf(`/proc/${redisPid}/cmdline`)) ?? '');
  if (title === null || (await targetOf(`/proc/${redisPid}/cwd`)) !== directory) return undefined;
  const parentPid = Number(title[1]);
  return { redisPid, parentPid, parentAlive: (await startTime(parentPid)) === title[2] };
}

export const PID_FILE = 'redis.pid';

/** Clock ticks from boot to the process's start: with the pid it names a process for good. */
async function startTime(pid: number): Promise<string | undefined> {
  const stat = await contentOf(`/proc/${pid}/stat`);
  // Fields are counted after the command's closing parenthesis: it may contain anything. A zombie counts as gone.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields?.[0] === 'Z' ? undefined : fields?.[19];
}

/** A file that cannot be read says as little as one that is not there: the process has ended, or is somebody else's. */
async function contentOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}

async function targetOf(path: string): Promise<string | undefined> {
  return readlink(path).catch(() => undefined);
}
