import { readMachoImage } from '#domain/executables/macho/macho-image';
import { anatomyOf } from '#test/builders/anatomy';
import { sourceOf } from '#test/builders/byte-sources';
import { ByteWriter } from '#test/builders/byte-writer';
import { elfBytes } from '#test/builders/elf-bytes';
import { peBytes } from '#test/builders/pe-bytes';
import { snapshotInMacho } from './dart-snapshot';

/** The runtime's own words of its version, and that it is in C++. */
const RUNTIME = Buffer.from(
  'N10__cxxabiv117__class_type_infoE\x003.13.7 (stable) (Thu Oct 22 14:28:57 2026 -0700) on "linux_x64"\0',
);
const snapshot = elfBytes({ type: 3, segments: [{ content: new Uint8Array(64) }] });

const made = async (bytes: Uint8Array) => {
  const { language, compiler } = await anatomyOf(bytes);
  return [language, compiler];
};

/** Laid out as `dart compile exe` does it (pkg/dart2native, runtime/bin/snapshot_utils.cc). */
describe('a program of Dart beside its runtime', () => {
  const footer = (offset: number, magic = 0xf6f6_dcdc): Uint8Array =>
    new ByteWriter(new Uint8Array(16), true).u64(0, offset, magic).bytes;
  const runtime = elfBytes({ segments: [{ address: 0x8000, content: RUNTIME }] });

  it('is seen behind an ELF file', async () => {
    expect(await made(Buffer.concat([runtime, snapshot, footer(runtime.length)]))).toEqual(['dart', 'dart 3.13.7']);
  });

  it.each([
    ['the runtime alone', runtime],
    ['another end', Buffer.concat([runtime, snapshot, footer(runtime.length, 0xf6f6_dcdd)])],
    ['no library there', Buffer.concat([runtime, snapshot, footer(runtime.length + 1)])],
    ['a place outside', Buffer.concat([runtime, snapshot, footer(1 << 30)])],
  ])('is not seen in %s', async (_, bytes) => {
    expect(await made(bytes)).toEqual(['c++', undefined]);
  });

  it.each([
    ['dart', snapshot],
    [undefined, new Uint8Array(512)],
  ])('is %s in a PE file by what its section holds', async (language, content) => {
    const sections = [
      { name: '.text', rva: 0x1000, characteristics: 0x6000_0020, content: RUNTIME },
      { name: 'snapshot', rva: 0x2000, content },
    ];
    expect((await anatomyOf(peBytes({ sections }))).language).toBe(language);
  });
});

it.each([
  ['__dart_app_snap', 'note __dart_app_snap'],
  ['addrable bits', undefined],
])('a note of a Mach-O file by %s shows %s', async (owner, expected) => {
  const bytes = new ByteWriter(new Uint8Array(32 + 40), true)
    .u32(0, 0xfeed_facf, 0x0100_000c, 0, 2, 1, 40)
    .u32(32, 0x31, 40)
    .text(40, owner).bytes;
  expect(snapshotInMacho((await readMachoImage(sourceOf(bytes)))!)).toBe(expected);
});
