import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { manyFunctions } from './many-functions';

const run = promisify(execFile);
const CACHE = resolve(__dirname, '../../../.data/truth');
const DEBIAN = 'deb-src http://deb.debian.org/debian bookworm main\n';
const DOWNLOAD_TIMEOUT_MS = 180_000;

export async function manyFunctionsSource(): Promise<string> {
  await mkdir(CACHE, { recursive: true });
  const path = join(CACHE, 'many.c');
  await writeFile(path, manyFunctions());
  return path;
}

/** The files of the Lua interpreter, `lua.c` first; a medium program that many know. @throws Error when it cannot be had. */
export async function luaSources(): Promise<readonly string[]> {
  const directory = join(CACHE, 'lua');
  if (!existsSync(directory)) await downloadLua(directory);
  const [root = ''] = (await readdir(directory)).filter((name) => name.startsWith('lua'));
  const source = join(directory, root, 'src');
  const files = (await readdir(source)).filter((name) => name.endsWith('.c') && name !== 'luac.c' && name !== 'lua.c');
  return ['lua.c', ...files.sort()].map((name) => join(source, name));
}

/** From Debian's source packages, with lists of its own: the system's are left as they are. */
async function downloadLua(directory: string): Promise<void> {
  const apt = join(CACHE, 'apt');
  const unpacked = `${directory}.part`;
  for (const each of [join(apt, 'state/lists/partial'), join(apt, 'cache/archives/partial'), unpacked]) {
    await mkdir(each, { recursive: true });
  }
  await writeFile(join(apt, 'sources.list'), DEBIAN);
  const options = [
    `Dir::Etc::SourceList=${apt}/sources.list`,
    'Dir::Etc::SourceParts=/dev/null',
    `Dir::State=${apt}/state`,
    `Dir::Cache=${apt}/cache`,
    'APT::Sandbox::User=root',
  ].flatMap((option) => ['-o', option]);
  const where = { cwd: apt, timeout: DOWNLOAD_TIMEOUT_MS };
  await run('apt-get', [...options, 'update'], where);
  await run('apt-get', [...options, 'source', '--download-only', 'lua5.4'], where);
  const archive = (await readdir(apt)).find((name) => name.includes('.orig.tar'));
  if (archive === undefined) throw new Error('Debian gave no source of Lua.');
  await run('tar', ['-xf', join(apt, archive), '-C', unpacked]);
  await rename(unpacked, directory);
  await rm(apt, { recursive: true, force: true });
}
