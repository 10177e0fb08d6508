import { readdirSync, readFileSync } from 'node:fs';

import { MB } from '#domain/shared/quantities';

/**
 * Ids of the processes whose address space is limited to exactly so much: a test's own mark on what it starts. What has ended and
 * only waits for its parent to take note does not count.
 */
export function processesWithLimit(megabytes: number): readonly number[] {
  const mark = new RegExp(`^Max address space\\s+${megabytes * MB}\\s`, 'm');
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => mark.test(procFile(pid, 'limits')) && !procFile(pid, 'stat').includes(') Z '))
    .map(Number);
}

/** Empty when the process has ended meanwhile. */
function procFile(pid: string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}
