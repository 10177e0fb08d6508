import { closeSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';

const DIRECTORIES = ['/usr/bin', '/usr/sbin', '/usr/lib/git-core'];

/**
 * The ELF programs of this machine, each once, in the order of their names.
 *
 * @param {number} [largest] bytes
 * @returns {string[]}
 */
export function programs(largest = Infinity) {
  const found = new Set();
  for (const directory of DIRECTORIES) {
    for (const name of safely(() => readdirSync(directory)) ?? []) {
      const path = safely(() => realpathSync(join(directory, name)));
      if (path !== undefined && isProgram(path, largest)) found.add(path);
    }
  }
  return [...found].sort();
}

function isProgram(path, largest) {
  return safely(() => {
    const { size } = statSync(path);
    if (size > largest) return false;
    const file = openSync(path, 'r');
    const head = Buffer.alloc(4);
    readSync(file, head, 0, 4, 0);
    closeSync(file);
    return head.toString('latin1') === '\x7fELF';
  });
}

function safely(make) {
  try {
    return make();
  } catch {
    return undefined;
  }
}
