import { anatomyOf } from '#test/builders/anatomy';
import { elfBytes } from '#test/builders/elf-bytes';

const symbolOf = {
  ocaml: '\xfc\x0b\0\0\0\0\0\0Stdlib.Exit\0\0\0\0\x04',
  haskell: 'ghc-prim:GHC.Types.True\0',
} as const;

/** A program of one section that holds these bytes. */
function holding(data: string, name = '.rodata'): Uint8Array {
  const content = Buffer.from(data, 'latin1');
  return elfBytes({
    segments: [{ address: 0x8000, content }],
    sections: [{ name, address: 0x8000, size: content.length }],
  });
}

const versionOf = async (bytes: Uint8Array): Promise<string | undefined> => (await anatomyOf(bytes)).compiler;

const OCAML_4 = '\xfc\x07\0\0\0\0\0\x004.13.1\0\x01\xfc\x0f\0\0\0\0\0\0Stdlib.Sys.Break\0';
const OCAML_5 = '\xfc\x07\0\0\0\0\0\x005.3.0\0\0\x02\xfc\x0f\0\0\0\0\0\0Stdlib.Sys.Break\0';
const AOT_PE =
  '\0\x0010.0.11\0\nProcess is terminating due to StackOverflowException.\n\0.NET Finalizer\0\0----Init---- [ GC ]\n\0';
const AOT = 'System.Threading.DefaultStackSize\0DOTNET_\x0010.0.11\0----Init---- [ GC ]\n\0';
const SYSTEM_INFO = 'System.IO.Error\x009.0.2\0System.Info\0ghc\0x86_64\0';
const PRODUCER = 'aborting due to recursive panic\0zig 0.\0zig 0.14.1\0';

/**
 * Bytes as they are in released programs, whose versions others tell: `ocamlobjinfo` and Debian's changelog (unison 2.52.1-1),
 * `ocaml -version` of rescript's build (@rescript/linux-x64 12.3.1), Debian's build dependencies (shellcheck 0.9.0-1 and pandoc
 * 2.17.1.1: ghc 9.0.2), `.comment` of the same release for Linux (node-api-dotnet 0.9.27), codegen/llvm.zig.
 */
describe('the version of what names none in a place of its own', () => {
  it.each([
    ['ocamlopt 4.13.1', symbolOf.ocaml + OCAML_4],
    ['ocamlopt 5.3.0', symbolOf.ocaml + OCAML_5],
    ['ghc 9.0.2', `${symbolOf.haskell}x86_64_unknown_linux\x009.0.2\0    (GHC version %s for %s)\n\0`],
    ['ghc 9.0.2', `${symbolOf.haskell}x86_64_unknown_linux\0    (GHC version %s for %s)\n\0${SYSTEM_INFO}`],
    ['zig 0.14.1', PRODUCER],
  ])('is %s, by a text beside it', async (version, data) => {
    expect(await versionOf(holding(data))).toBe(version);
  });

  it.each([
    ['Mach-O and ELF', AOT],
    ['PE', AOT_PE],
  ])('is that of the runtime of NativeAOT, in the order of %s', async (_, data) => {
    const bytes = elfBytes({
      segments: [{ address: 0x8000, content: Buffer.from(data, 'latin1') }],
      sections: [{ name: '__managedcode', address: 0x8000, size: data.length }],
    });
    expect(await versionOf(bytes)).toBe('ilc 10.0.11');
  });

  it.each([
    [
      'of a program that compares versions',
      `${symbolOf.ocaml}\xfc\x07\0\0\0\0\0\x004.02.3\0\x01\xfc\x07\0\0\0\0\0\0sources\0`,
    ],
    ['of a library', `${symbolOf.haskell}1.2.11\0    (GHC version %s for %s)\n\0`],
  ])('is not that %s', async (_, data) => {
    expect(await versionOf(holding(data))).toMatch(/^(?:ocamlopt|ghc)$/);
  });

  it.each([
    ['Stdlib.Sys.Break of 5.3.0', OCAML_5],
    ['----Init---- [ GC ]', AOT],
    ['zig 0.', 'zig 0.14.1\0'],
  ])('shows no language by itself: %s', async (_, data) => {
    expect(await anatomyOf(holding(data))).not.toHaveProperty('language');
  });
});

/** `strings` on sass.snapshot of sass-embedded-linux-x64 1.108.2; its dart says `--version` 3.13.7. */
describe('a snapshot of Dart', () => {
  const hash = '0451907c2eaa8467e848c0067bfe8ed4';
  const snapshot = `\xf5\xf5\xdc\xdc\x40\x03\x08\0\0\0\0\0\x02\0\0\0\0\0\0\0${hash}product no-asan x64 linux\0`;
  const symbols = Buffer.alloc(48);
  symbols.writeUInt32LE(1, 24);
  symbols.writeUInt32LE(0x0001_0011, 28);
  const names = '\0_kDartSnapshotData\0';

  const made = async (data: string) => {
    const { compiler, facts } = await anatomyOf(
      elfBytes({
        segments: [
          { address: 0x8000, content: Buffer.from(data, 'latin1') },
          { address: 0x9000, content: Buffer.from(names) },
          { address: 0xa000, content: symbols },
        ],
        sections: [
          { name: '.rodata', address: 0x8000, size: data.length },
          { name: '.strtab', type: 3, address: 0x9000, size: names.length },
          { name: '.symtab', type: 2, flags: 0, address: 0xa000, size: symbols.length, link: 2 },
        ],
      }),
    );
    return [compiler, facts.toolchain?.[0]?.evidence];
  };

  it('has the version of its compiler, where the program may ask for it', async () => {
    const text = '.native\0Dart 3.13.7 (stable) (Thu Oct 22 14:28:57 2026 -0700) on "linux_x64"\n\0';
    expect((await made(snapshot + text))[0]).toBe('dart 3.13.7');
  });

  it('has the hash of the machine that can load it, where it has no version', async () => {
    expect(await made(`a text (with) on "something" else${snapshot}`)).toEqual(['dart', `snapshot ${hash}`]);
  });
});
