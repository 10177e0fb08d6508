import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** The last commit whose job records are all of schema version 1. */
export const PREVIOUS = '16042d7';

/** A build of that commit, made once below `.data`; resolves to its root. It shares the packages of this one. */
export function previousVersion(revision: string): string {
  const root = join(ROOT, '.data/upgrade', revision);
  if (existsSync(join(root, 'dist/main.js'))) return root;
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  const archive = execFileSync('git', ['archive', revision], { cwd: ROOT, maxBuffer: 1 << 30 });
  execFileSync('tar', ['-x', '-C', root], { input: archive });
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  execFileSync(join(ROOT, 'node_modules/.bin/nest'), ['build'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  return root;
}
