import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

import type { ArchiveReader, UnpackOptions } from '#application/ports/archive-reader.port';
import type { ArchiveFormat } from '#domain/batches/archive-format';
import { EntryRefused } from '#domain/batches/entry-refusal';
import type { UnpackLimits } from '#domain/batches/unpack-budget';
import { UnpackBudget } from '#domain/batches/unpack-budget';
import { MB } from '#domain/shared/quantities';
import { aTar, aZip, CountedSource, noise, overlappingZip, recordAt } from '#test/support/archives';

const LIMITS: UnpackLimits = { maxEntries: 50, maxEntryBytes: 8 * MB, maxTotalBytes: 64 * MB, maxRatio: 100 };
const A = noise('a', 100_000);
const B = Buffer.from('b'.repeat(70_000));

interface Unpacked {
  /** Each entry with the digest of its bytes, or the code that it was refused with. */
  readonly entries: readonly (readonly [string, string])[];
  /** The code that the archive ended with. */
  readonly end?: string;
  readonly source: CountedSource;
  readonly budget: UnpackBudget;
}

/** What `ArchiveReader` promises, of archives that are whole and of all that hostile ones do. */
export function describeArchiveReaderContract(name: string, reader: ArchiveReader): void {
  const unpack = async (
    bytes: Uint8Array,
    format: ArchiveFormat,
    { limits = {}, ...options }: Partial<UnpackOptions> & { readonly limits?: Partial<UnpackLimits> } = {},
  ): Promise<Unpacked> => {
    const [source, budget] = [new CountedSource(bytes), new UnpackBudget({ ...LIMITS, ...limits })];
    const entries: [string, string][] = [];
    const codeOf = (error: unknown): string => {
      if (error instanceof EntryRefused) return error.refusal.code;
      throw error;
    };
    try {
      for await (const entry of reader.entries(source, format, { budget, ...options }, new AbortController().signal)) {
        const digest = createHash('sha256');
        try {
          if (entry.refusal === undefined) for await (const part of entry.content()) digest.update(part);
          entries.push([entry.name, entry.refusal?.code ?? digest.digest('hex')]);
        } catch (error) {
          entries.push([entry.name, codeOf(error)]);
          if (error instanceof EntryRefused && error.endsArchive) throw error;
        }
      }
    } catch (error) {
      return { entries, end: codeOf(error), source, budget };
    }
    return { entries, source, budget };
  };

  describe(`${name} keeps the contract of ArchiveReader`, () => {
    describeWhole(unpack);
    describeZips(unpack);
    describeTars(unpack);
    describeBombs(unpack);

    it('stops where it is told to', async () => {
      const stop = new AbortController();
      const options = { budget: new UnpackBudget(LIMITS) };
      const entries = reader.entries(new CountedSource(await aZip({ a: A, b: B })), 'zip', options, stop.signal);
      await entries.next();
      stop.abort(new Error('enough'));
      await expect(entries.next()).rejects.toThrow('enough');
    });
  });
}

type Unpack = (
  bytes: Uint8Array,
  format: ArchiveFormat,
  options?: { readonly password?: string; readonly limits?: Partial<UnpackLimits> },
) => Promise<Unpacked>;

const files = { 'a.bin': A, 'dir/b.bin': B };
const whole = [
  ['a.bin', digestOf(A)],
  ['dir/b.bin', digestOf(B)],
];

function describeWhole(unpack: Unpack): void {
  it.each([
    ['zip', 'zip', () => aZip(files)],
    ['zip that is only stored', 'zip', () => aZip(files, { level: 0 })],
    ['zip with data descriptors', 'zip', () => aZip(files, { dataDescriptor: true })],
    ['zip64', 'zip', () => aZip(files, { zip64: true })],
    ['zip with AES', 'zip', () => aZip(files, { password: 'infected', encryptionStrength: 3 })],
    ['zip with the old encryption', 'zip', () => aZip(files, { password: 'infected', zipCrypto: true })],
    ['tar', 'tar', () => tar()],
    ['tar.gz', 'tar.gz', async () => gzipSync(await tar())],
    ['tar.gz of several parts', 'tar.gz', async () => inParts(await tar())],
    ['zip with little behind it', 'zip', async () => Buffer.concat([await aZip(files), Buffer.alloc(1000, 'x')])],
  ] as const)('unpacks a %s', async (_what, format, make) => {
    const { entries, end, source } = await unpack(await make(), format, { password: 'infected' });
    expect([entries, end]).toEqual([whole, undefined]);
    expect(source.largest).toBeLessThanOrEqual(1 * MB);
  });

  it('gives names as they are: they are labels', async () => {
    const names = ['../../etc/passwd', '/abs', 'C:\\x', 'a\u202eexe.txt', 'n'.repeat(3000), 'a\u0000b'];
    const zip = await unpack(await aZip(Object.fromEntries(names.map((each) => [each, B]))), 'zip');
    expect(zip.entries.map(([each]) => each)).toEqual(names);
    const short = names.filter((each) => !each.includes('\u0000'));
    const { entries } = await unpack(await aTar(short.map((each) => [{ name: each }, B] as const)), 'tar');
    expect(entries.map(([each]) => each)).toEqual(short);
  });

  it('passes over what nobody asks for, and what somebody leaves in the middle', async () => {
    const { entries } = await unpack(await tar(), 'tar', { limits: { maxEntryBytes: 80_000 } });
    expect(entries).toEqual([['a.bin', 'FILE_TOO_LARGE'], whole[1]]);
  });
}

function describeZips(unpack: Unpack): void {
  it('says of what is encrypted whether a password is needed or wrong', async () => {
    for (const zipCrypto of [true, false]) {
      const zip = await aZip(files, { password: 'infected', zipCrypto });
      const codes = async (password?: string): Promise<unknown> =>
        (await unpack(zip, 'zip', password === undefined ? {} : { password })).entries.map(([, code]) => code);
      expect(await codes()).toEqual(['PASSWORD_NEEDED', 'PASSWORD_NEEDED']);
      // One wrong password in 256 passes the check of the old encryption, and fails by its checksum.
      for (const code of (await codes('wrong')) as string[])
        expect(['PASSWORD_WRONG', 'ARCHIVE_DAMAGED']).toContain(code);
    }
  });

  it.each([
    ['a wrong checksum', 'ARCHIVE_DAMAGED', 'both', 14, 16],
    ['a size that is a lie in both places', 'ARCHIVE_DAMAGED', 'both', 22, 24],
    ['a size that is a lie in the directory', 'ARCHIVE_DAMAGED', 'central', 22, 24],
    ['a size that is a lie in its header', 'ARCHIVE_DAMAGED', 'local', 22, 24],
    ['a place that is a lie', 'ARCHIVE_DAMAGED', 'central', 0, 42],
    ['a compression that nobody knows', 'UNSUPPORTED_ARCHIVE', 'both', 8, 10],
  ] as const)(
    'refuses an entry with %s, and unpacks those beside it',
    async (_what, code, where, inLocal, inCentral) => {
      const zip = Buffer.from(await aZip(files, { level: 0, dataDescriptor: false }));
      const change = (at: number): void => {
        zip.writeUInt8((zip[at] ?? 0) ^ 0x11, at);
      };
      if (where !== 'central') change(recordAt(zip, 'local') + inLocal);
      if (where !== 'local') change(recordAt(zip, 'central') + inCentral);
      const { entries } = await unpack(zip, 'zip');
      expect(entries).toEqual([['a.bin', code], whole[1]]);
    },
  );

  it('says of a link that it is one', async () => {
    const { entries } = await unpack(await aZip({ link: B }, { unixMode: 0o120777 }), 'zip');
    expect(entries).toEqual([['link', 'NOT_A_FILE']]);
  });

  it.each([
    ['cut off', async () => (await aZip(files)).subarray(0, -30)],
    ['cut off within a file', async () => (await aZip(files)).subarray(0, 5000)],
    ['much behind it', async () => Buffer.concat([await aZip(files), Buffer.alloc(200_000, 'x')])],
    ['nothing but its beginning', () => Promise.resolve(Buffer.from('PK\u0003\u0004'))],
    ['a directory too large to be one', () => Promise.resolve(hugeDirectory())],
  ])('ends a zip with %s', async (_what, make) => {
    const { entries, end, source } = await unpack(await make(), 'zip');
    expect([entries, end]).toEqual([[], 'ARCHIVE_DAMAGED']);
    expect(source.largest).toBeLessThanOrEqual(4 * MB);
  });
}

function describeTars(unpack: Unpack): void {
  it('says of what is no file what it is', async () => {
    const kinds = ['symlink', 'link', 'character-device', 'block-device', 'fifo'] as const;
    const headers = kinds.map((type) => [{ name: type, type, linkname: 'a.bin' }, Buffer.alloc(0)] as const);
    const sparse = [{ name: 'holes', pax: { 'GNU.sparse.major': '1' } }, B] as const;
    const { entries } = await unpack(await aTar([...headers, sparse, [{ name: 'b' }, B]]), 'tar');
    expect(entries).toEqual([...[...kinds, 'holes'].map((each) => [each, 'NOT_A_FILE']), ['b', digestOf(B)]]);
  });

  it('goes on after a file with holes whose map is longer than its header', async () => {
    const entries = [[{ name: 'holes' }, B] as const, [{ name: 'b' }, B] as const];
    const { entries: unpacked, end } = await unpack(longMapped(await aTar(entries), 3), 'tar');
    expect([unpacked, end]).toEqual([
      [
        ['holes', 'NOT_A_FILE'],
        ['b', digestOf(B)],
      ],
      undefined,
    ]);
    const cutOff = longMapped(await aTar(entries), 3).subarray(0, 512 * 3 + 100);
    expect(await unpack(cutOff, 'tar')).toMatchObject({ entries: [], end: 'ARCHIVE_DAMAGED' });
  });

  it('leaves out directories', async () => {
    const { entries } = await unpack(await aTar([[{ name: 'd', type: 'directory' }, Buffer.alloc(0)]]), 'tar');
    expect(entries).toEqual([]);
  });

  it.each([
    ['cut off within a file', 'tar', async () => (await tar()).subarray(0, 5000)],
    ['cut off between files', 'tar', async () => (await tar()).subarray(0, -1024)],
    ['cut off within its compression', 'tar.gz', async () => gzipSync(await tar()).subarray(0, -20)],
    ['something else in its compression', 'tar.gz', () => Promise.resolve(gzipSync(A))],
    ['damage in its compression', 'tar.gz', async () => damaged(gzipSync(await tar()), 20_000)],
    ['damage in a header', 'tar', async () => damaged(await tar(), 20)],
    ['a size that cannot be', 'tar', async () => sized(await tar(), '\u00ff'.repeat(12))],
    ['a size larger than the archive', 'tar', async () => sized(await tar(), '00007777777\u0000')],
  ] as const)('ends a tar with %s', async (_what, format, make) => {
    const { end } = await unpack(await make(), format, { limits: { maxEntryBytes: 1000 * MB * MB } });
    expect(end).toBe('ARCHIVE_DAMAGED');
  });

  it('does not read headers without end into memory, nor count them as nothing', async () => {
    const large = await aTar([[{ name: 'a', pax: { comment: 'x'.repeat(100_000) } }, B]]);
    expect((await unpack(large, 'tar')).end).toBe('ARCHIVE_DAMAGED');
    // Each short enough, but all of one file.
    const note = (await aTar([[{ name: 'a', pax: { comment: 'x'.repeat(30_000) } }, B]])).subarray(0, 512 + 30_208);
    const notes = Buffer.concat([note, note, note, await tar()]);
    expect(await unpack(notes, 'tar')).toMatchObject({ entries: [], end: 'ARCHIVE_DAMAGED' });
    expect(await unpack(Buffer.concat([note, await tar()]), 'tar')).toMatchObject({ entries: [{}, whole[1]] });
    const many = await aTar(
      Array.from({ length: 60 }, () => [{ name: 'd', type: 'directory' }, Buffer.alloc(0)] as const),
    );
    expect(await unpack(many, 'tar')).toMatchObject({ entries: [], end: 'ARCHIVE_TOO_LARGE' });
  });
}

function describeBombs(unpack: Unpack): void {
  /** More than the limit by what comes out in one go at most. */
  const justOver = (limit: number): number => limit + 256 * 1024;

  it('ends an archive that is packed too densely', async () => {
    for (const [format, bomb] of [
      ['zip', await aZip({ zeros: Buffer.alloc(40 * MB) })],
      ['tar.gz', gzipSync(await aTar([[{ name: 'zeros' }, Buffer.alloc(40 * MB)]]))],
    ] as const) {
      const limits = { maxEntryBytes: 100 * MB };
      const { entries, end, budget, source } = await unpack(bomb, format, { limits });
      expect([entries, end]).toEqual([[['zeros', 'ARCHIVE_TOO_LARGE']], 'ARCHIVE_TOO_LARGE']);
      expect(budget.unpackedBytes).toBeLessThanOrEqual(justOver(16 * MB));
      expect(source.bytesRead).toBeLessThan(bomb.length + 200_000);
    }
  });

  it('ends an archive that unpacks to too much, between its files too', async () => {
    const many = { a: noise('1', MB), b: noise('2', MB), c: noise('3', MB) };
    const { entries, end, budget } = await unpack(await aZip(many), 'zip', { limits: { maxTotalBytes: 1.5 * MB } });
    expect([entries.length, end]).toEqual([2, 'ARCHIVE_TOO_LARGE']);
    expect(budget.unpackedBytes).toBeLessThanOrEqual(justOver(1.5 * MB));
    const links = await aTar([[{ name: 'skipped' }, noise('4', 2 * MB)]]);
    const tar = await unpack(links, 'tar', { limits: { maxTotalBytes: MB, maxEntryBytes: 1000 } });
    expect([tar.entries, tar.end]).toEqual([[['skipped', 'FILE_TOO_LARGE']], 'ARCHIVE_TOO_LARGE']);
  });

  it('refuses an entry that is larger than one may be, whatever it says of itself', async () => {
    const zip = Buffer.from(await aZip({ zeros: Buffer.alloc(5 * MB), b: B }));
    expect((await unpack(zip, 'zip', { limits: { maxEntryBytes: MB } })).entries).toEqual([
      ['zeros', 'FILE_TOO_LARGE'],
      ['b', digestOf(B)],
    ]);
    zip.writeUInt32LE(1000, recordAt(zip, 'local') + 22);
    zip.writeUInt32LE(1000, recordAt(zip, 'central') + 24);
    const { entries, budget } = await unpack(zip, 'zip', { limits: { maxEntryBytes: MB } });
    expect(entries.map(([, code]) => code)).toEqual([
      expect.stringMatching(/^(ARCHIVE_DAMAGED|FILE_TOO_LARGE)$/),
      digestOf(B),
    ]);
    expect(budget.unpackedBytes).toBeLessThanOrEqual(justOver(MB));
  });

  it('unpacks the same bytes once, however many entries name them', async () => {
    const { entries, budget } = await unpack(overlappingZip(40, 2 * MB), 'zip');
    expect(entries.filter(([, code]) => code === 'ARCHIVE_DAMAGED')).toHaveLength(39);
    expect(budget.unpackedBytes).toBe(2 * MB);
  });

  it('ends an archive of very many entries, however small', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `${index}`);
    const zip = await aZip(Object.fromEntries(names.map((each) => [each, Buffer.from(each)])));
    const tar = await aTar(names.map((each) => [{ name: each }, Buffer.from(each)] as const));
    for (const [bytes, format] of [[zip, 'zip'] as const, [tar, 'tar'] as const]) {
      const { entries, end } = await unpack(bytes, format);
      expect([entries.length, end]).toEqual([LIMITS.maxEntries, 'ARCHIVE_TOO_LARGE']);
    }
  });
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function tar(): Promise<Uint8Array> {
  return aTar(Object.entries(files).map(([name, bytes]) => [{ name }, bytes] as const));
}

function inParts(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([gzipSync(bytes.subarray(0, 700)), gzipSync(bytes.subarray(700))]);
}

function damaged(bytes: Uint8Array, at: number): Uint8Array {
  const changed = Buffer.from(bytes);
  changed.fill(0x55, at, at + 40);
  return changed;
}

/** With another size in its first header. */
function sized(bytes: Uint8Array, size: string): Uint8Array {
  const changed = Buffer.from(bytes);
  changed.write(size, 124, 'latin1');
  return summed(changed);
}

/** As GNU tar writes a first file with many holes: so many blocks after its header say where they are. */
function longMapped(bytes: Uint8Array, blocks: number): Uint8Array {
  const header = Buffer.from(bytes.subarray(0, 512));
  header.write('S', 156, 'latin1');
  header.write('ustar  \u0000', 257, 'latin1');
  header[482] = 1;
  const map = Array.from({ length: blocks }, (_, index) => {
    const block = Buffer.alloc(512, '7');
    block[504] = index < blocks - 1 ? 1 : 0;
    return block;
  });
  return Buffer.concat([summed(header), ...map, bytes.subarray(512)]);
}

function summed(changed: Buffer): Buffer {
  changed.fill(' ', 148, 156);
  const sum = changed.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  changed.write(`${sum.toString(8).padStart(6, '0')}\u0000 `, 148, 'latin1');
  return changed;
}

/** A directory of 6 MB that begins as one does. */
function hugeDirectory(): Uint8Array {
  const zip = Buffer.alloc(6 * MB + 22 + 4);
  zip.write('PK\u0003\u0004PK\u0001\u0002', 'latin1');
  const end = zip.length - 22;
  zip.write('PK\u0005\u0006', end, 'latin1');
  zip.writeUInt16LE(50, end + 8);
  zip.writeUInt16LE(50, end + 10);
  zip.writeUInt32LE(6 * MB, end + 12);
  zip.writeUInt32LE(4, end + 16);
  return zip;
}
