import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { chooseMachineFiles } from '../../parity/choose-files.mjs';

const SMALL = 64 * 1024;
const FILES = 200;

/** The script of wrk that posts them. */
export const IDENTIFY = join(import.meta.dirname, 'identify.lua');

/** Small files of the machine, the same whenever it is asked. */
export function identifiedFiles() {
  const paths = chooseMachineFiles('/usr', 2000).map((path) => join('/usr', path));
  const fitting = paths.filter((path) => statSync(path).size > 0 && statSync(path).size <= SMALL);
  return fitting
    .filter((path) => !path.includes('\n'))
    .slice(0, FILES)
    .map((path) => ({ path, bytes: readFileSync(path) }));
}
