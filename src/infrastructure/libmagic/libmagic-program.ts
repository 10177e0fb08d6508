import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { DAY_SECONDS, MB } from '#domain/shared/quantities';
import type { ConfinedProgram } from '#infrastructure/sandbox/confined-program';
import type { HelperOrders } from './helper/protocol';

/** The built program, also when this very file runs from its source: both lie three folders deep. */
const HELPER = join(__dirname, '../../../dist/infrastructure/libmagic/helper');
/** Where Node.js, libmagic and their libraries are. */
const SYSTEM_TREES = ['/lib', '/lib64', '/usr/lib', '/usr/lib64', '/usr/local/lib'];
const DATABASE_TREES = ['/usr/share/misc', '/usr/share/file'];
/** `file` reads /etc/magic too, and prints some times as local ones. */
const SYSTEM_FILES = ['/etc/ld.so.cache', '/etc/magic', '/etc/magic.mgc', '/etc/localtime'];
/** Node.js itself reserves more than half a gigabyte of addresses; a mapped file may need as much again. */
const ADDRESS_SPACE = 2048 * MB;
/** It lives long; what it may take for one file is the deadline's affair. */
const CPU_SECONDS = 30 * DAY_SECONDS;

/**
 * Node.js opens the configuration of its TLS library when it starts and ends where it may not, as everywhere that a distribution has
 * put one and the sandbox has not. The helper encrypts nothing.
 */
const ENVIRONMENT = { OPENSSL_CONF: '/dev/null' };

/** The helper and all that it may see of the machine: no sample is among it, those come as descriptors. */
export function libmagicProgram(orders: HelperOrders, channel: number): ConfinedProgram {
  const node = realpathSync(process.execPath);
  const database = (orders.database ?? '').split(':').flatMap((path) => (path === '' ? [] : [path, `${path}.mgc`]));
  const trees = [
    dirname(node),
    HELPER,
    ...koffiTrees(),
    ...SYSTEM_TREES,
    ...DATABASE_TREES,
    ...database.filter(isTree),
  ];
  return {
    file: node,
    // A few numbers and strings are all that it keeps.
    args: ['--max-old-space-size=64', join(HELPER, 'main.js'), JSON.stringify(orders)],
    trees: [...new Set(trees)].filter((path) => existsSync(path)),
    files: [...SYSTEM_FILES, ...ownPackage(HELPER), ...database].filter((path) => existsSync(path) && !isTree(path)),
    environment: ENVIRONMENT,
    // Node.js has some at its start, and makes none later; the helper's seal makes sure of it.
    makesThreads: true,
    limits: { addressSpace: ADDRESS_SPACE, cpuSeconds: CPU_SECONDS },
    channel,
  };
}

/** Node.js looks there for how to load a program, and from version 24 on ends where it may not: the first one upwards. */
function ownPackage(directory: string): readonly string[] {
  const path = join(directory, 'package.json');
  if (existsSync(path)) return [path];
  const parent = dirname(directory);
  return parent === directory ? [] : ownPackage(parent);
}

/** The package, and beside it those with its binaries. */
function koffiTrees(): readonly string[] {
  const home = dirname(require.resolve('koffi'));
  return [home, join(dirname(home), '@koromix')];
}

function isTree(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
