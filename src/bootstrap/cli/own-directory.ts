import { lstatSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

import { StartError } from '../start-error';

/** What of a user's own service is where. */
export interface OwnDirectory {
  readonly path: string;
  /** Held by the process that serves: by the kernel, so that none is left behind. */
  readonly lock: string;
  /** Process, address and secret of the one that serves. */
  readonly state: string;
  readonly log: string;
  readonly data: string;
}

/** In the user's cache, for nobody else to read. @throws StartError when it is somebody else's, or others may read it. */
export function ownDirectory(variables: Readonly<Record<string, string | undefined>>): OwnDirectory {
  const [own = '', cache = ''] = [variables['BIN2NLP_CACHE_DIR'], variables['XDG_CACHE_HOME']];
  // Whole: the service has another working directory than who starts it.
  const path = resolve(own === '' ? join(cache === '' ? join(homedir(), '.cache') : cache, 'bin2nlp') : own);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const is = lstatSync(path);
  if (!is.isDirectory() || is.uid !== process.getuid?.() || (is.mode & 0o077) !== 0) {
    throw new StartError(
      `${path} holds the secret of your own service, and is not a directory of yours alone: chmod 700 it, or name another one by BIN2NLP_CACHE_DIR.`,
    );
  }
  return {
    path,
    lock: join(path, 'service.lock'),
    state: join(path, 'service.json'),
    log: join(path, 'service.log'),
    data: join(path, 'data'),
  };
}
