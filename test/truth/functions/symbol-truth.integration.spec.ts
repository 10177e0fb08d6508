import { execFileSync } from 'node:child_process';

import { readFunctionStarts } from '#domain/functions/function-starts';
import { withFile } from '#test/builders/file-source';
import { opened } from '#test/builders/opened-executable';
import { buildFixture, packagesMissingFor } from '../fixtures/build-fixture';
import { elfTruth, unwindTruth } from './symbol-truth';

const SAMPLER = { source: 'sampler.c', compiler: 'gcc', flags: ['-O2'] } as const;
const missing = packagesMissingFor(SAMPLER);
if (missing.length > 0) console.warn(`What symbols say is not checked: apt-get install ${missing.join(' ')}`);
const withCompiler = missing.length === 0 ? describe : describe.skip;

withCompiler('the truth about the functions of a program', () => {
  it('is where its symbols are: with its own and the start-up code, without stubs', async () => {
    const path = await buildFixture(SAMPLER);
    const { functions, isNeutral, sizes } = await elfTruth(path);
    const listing = execFileSync('nm', [path], { encoding: 'utf8' });
    const placeOf = (name: string): bigint =>
      BigInt(`0x${new RegExp(`^([0-9a-f]+) . ${name}$`, 'm').exec(listing)?.[1]}`);
    for (const name of ['main', '_start', '_init', '_fini', 'register_tm_clones']) {
      expect(functions.has(placeOf(name))).toBe(true);
    }
    expect(functions.has(placeOf('_edata'))).toBe(false);
    expect(sizes.get(placeOf('main'))).toBeGreaterThan(0n);
    expect(isNeutral(placeOf('main'))).toBe(false);
  });

  it('is told by its unwind table alike, but for the start-up code', async () => {
    const path = await buildFixture(SAMPLER);
    const { functions, isNeutral } = await elfTruth(path);
    const unwound = await unwindTruth(path);
    expect([...unwound].filter((address) => !functions.has(address) && !isNeutral(address))).toEqual([]);
    expect(functions.size - unwound.size).toBeLessThan(10);
  });

  it('is all known before any code is looked at', async () => {
    const { functions } = await elfTruth(await buildFixture(SAMPLER));
    const path = await buildFixture({ ...SAMPLER, stripped: true });
    const { starts, reached } = await withFile(path, async (file) => readFunctionStarts(await opened(file)));
    const known = new Set([...starts, ...reached].map(({ address }) => BigInt(address)));
    const unknown = [...functions].filter((address) => !known.has(address));
    // deregister_tm_clones is called, and thus for radare2 to find; all else is in tables.
    expect(unknown.length).toBeLessThanOrEqual(2);
  });
});
