import { createHash } from 'node:crypto';
import { lstatSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';

const BRANCHES = ['bin', 'lib', 'share'];
const SPECIAL_MODES = 0o7000;

/**
 * `count` regular files below `base`, the same ones every time: those with a special mode and the empty ones first, then of
 * every extension in turn, so that the rare kinds are among them. Paths are relative to `base`.
 */
export function chooseMachineFiles(base, count) {
  const groups = new Map();
  for (const path of BRANCHES.flatMap((branch) => walk(base, branch))) {
    const { mode, size } = lstatSync(join(base, path));
    const extension = /^\.[a-z0-9]{1,10}$/i.test(extname(path)) ? extname(path).toLowerCase() : '';
    const group =
      (mode & SPECIAL_MODES) !== 0 ? '!special' : size === 0 ? '!empty' : `${path.split('/', 1)} ${extension}`;
    groups.set(group, [...(groups.get(group) ?? []), path]);
  }
  const ordered = [...groups.keys()]
    .sort()
    .map((name) => groups.get(name).sort((a, b) => (rank(a) < rank(b) ? -1 : 1)));
  const chosen = [];
  for (let round = 0; chosen.length < count && ordered.some((group) => group.length > round); round += 1) {
    for (const group of ordered) if (group[round] !== undefined && chosen.length < count) chosen.push(group[round]);
  }
  return chosen;
}

function walk(base, directory) {
  return readdirSync(join(base, directory), { withFileTypes: true }).flatMap((entry) => {
    const path = `${directory}/${entry.name}`;
    if (entry.isDirectory()) return walk(base, path);
    return entry.isFile() && !/\.\.|\.$|^ /.test(path) ? [path] : [];
  });
}

/** By chance, but always the same. */
function rank(path) {
  return createHash('sha256').update(path).digest('hex');
}
