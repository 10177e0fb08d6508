import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';

import type { FileAnatomy } from '#domain/anatomy/read-file-anatomy';
import { entropyOf } from '#domain/bytes/entropy';
import { readExecutableHeader } from '#domain/executables/read-executable-header';
import { childrenOf, readDer } from '#domain/executables/signatures/der';
import { readSignedData } from '#domain/executables/signatures/signed-data';
import type { ExecutableHeader } from '#domain/shared/executable-header';
import { anatomyOfSource } from '../builders/anatomy';
import { sourceOf } from '../builders/byte-sources';
import { fullExecutables } from '../builders/full-executables';

const { elf, pe, macho, fat } = fullExecutables();
const SEEDS = [pe, elf, macho, fat, Buffer.concat([pe, elf])];

/** What a header is taken for when it is not one: readers do not rely on who calls them. */
const HEADERS: readonly ExecutableHeader[] = (['elf', 'pe', 'macho'] as const).map((format) => ({
  format,
  architecture: 'x86_64',
  bits: 64,
  endianness: 'little',
  kind: 'executable',
}));

async function read(bytes: Uint8Array): Promise<FileAnatomy> {
  const verdict = readExecutableHeader(bytes.subarray(0, 65_536), bytes.length);
  const headers = verdict.outcome === 'executable' ? [verdict.header] : HEADERS;
  const [anatomy] = await Promise.all(headers.map((header) => anatomyOfSource(sourceOf(bytes), header)));
  return anatomy!;
}

const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  bytes: fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 8 }),
    fc
      .constantFrom([0xff, 0xff, 0xff, 0xff], [0, 0, 0, 0x80], [0xff, 0xff, 0xff, 0x7f], [0, 0, 0, 0])
      .map((each) => Uint8Array.from(each)),
  ),
});

describe('the anatomy of a hostile file', () => {
  it('never throws and always has an entropy, whatever is changed or cut off', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...SEEDS),
        fc.array(mutation, { maxLength: 12 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (seed, mutations, kept) => {
          const bytes = Uint8Array.from(seed);
          for (const { at, bytes: patch } of mutations) {
            const start = Math.floor(at * bytes.length);
            bytes.set(patch.subarray(0, bytes.length - start), start);
          }
          const { facts } = await read(bytes.subarray(0, Math.max(Math.floor(kept * bytes.length * 2), 1)));
          expect(facts.entropy).toBeLessThanOrEqual(8);
        },
      ),
      { numRuns: 600 },
    );
  });

  it('never throws over random bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 2000 }), async (bytes) => {
        expect((await read(bytes)).facts.entropy).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it.each(SEEDS.map((seed, index) => [index, seed] as const))(
    'never throws at any length of sample %s',
    async (_, seed) => {
      for (let length = 1; length < seed.length; length += 37) await read(seed.subarray(0, length));
      expect((await read(seed)).facts.entropy).toBeGreaterThan(0);
    },
  );

  it('is read to the end where all of it is magic numbers, and none of them an executable', async () => {
    const dos = await read(Buffer.concat([pe, Buffer.from('MZ'.repeat(4 << 20))]));
    const linked = await read(Buffer.concat([elf, Buffer.from('\x7fELF'.repeat(2 << 20), 'latin1')]));

    expect([dos.facts.embedded_executables, linked.facts.embedded_executables]).toEqual([undefined, undefined]);
  });

  it('names fifty embedded executables at most', async () => {
    const { facts } = await read(Buffer.concat([elf, ...Array.from({ length: 80 }, () => pe)]));

    expect(facts.embedded_executables).toHaveLength(50);
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const source = sourceOf(Buffer.concat([pe, new Uint8Array(8 << 20)]));
    const slow = {
      size: source.size,
      read: async (offset: number, length: number) => (await nextTurn(), source.read(offset, length)),
    };
    const reading = anatomyOfSource(slow, HEADERS[1]!, { signal: controller.signal });
    controller.abort(new Error('enough'));

    await expect(reading).rejects.toThrow('enough');
  });

  it('fails as its source fails', async () => {
    const broken = { size: 4096, read: () => Promise.reject(new Error('EIO')) };

    await expect(anatomyOfSource(broken, HEADERS[0]!)).rejects.toThrow('EIO');
  });
});

describe('DER', () => {
  it('is read without throwing, whatever it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(childrenOf(readDer(bytes)).length).toBeLessThanOrEqual(4096);
        expect(readSignedData(bytes)).toBeUndefined();
      }),
    );
  });

  it('of indefinite length within indefinite length ends at some depth', () => {
    expect(readDer(Uint8Array.from({ length: 100_000 }, (_, at) => (at % 2 === 0 ? 0x30 : 0x80)))).toBeUndefined();
  });
});

describe('entropy', () => {
  it.each([
    [0, new Uint8Array(4096)],
    [1, Uint8Array.from({ length: 4096 }, (_, at) => at % 2)],
    [8, Uint8Array.from({ length: 4096 }, (_, at) => at % 256)],
    [0, new Uint8Array(0)],
  ])('is %s bits per byte', async (expected, bytes) => {
    expect(await entropyOf(sourceOf(bytes), 0, bytes.length)).toBe(expected);
  });

  it('is that of the range that lies in the file', async () => {
    const bytes = Buffer.concat([new Uint8Array(100), Uint8Array.from({ length: 256 }, (_, at) => at)]);

    expect(await entropyOf(sourceOf(bytes), 100, 10_000)).toBe(8);
  });
});
