import { CodeRanges } from '#domain/bytes/code-ranges';
import { MemoryMap } from '#domain/bytes/memory-map';
import { sourceOf } from '#test/builders/byte-sources';
import { ByteWriter } from '#test/builders/byte-writer';
import { armCodeReferences } from './arm-code-references';

const MB = 1 << 20;
const CODE_AT = 0x1_0000;
const HEADER = 0x40;

/** Of a program whose code is all of it behind a header. */
async function referencesOf(size: number, write: (code: ByteWriter) => unknown): ReturnType<typeof armCodeReferences> {
  const file = new Uint8Array(HEADER + size);
  write(new ByteWriter(file.subarray(HEADER), true));
  const place = { address: BigInt(CODE_AT), offset: HEADER, size };
  const code = new CodeRanges([{ address: place.address, size: BigInt(size) }]);
  return armCodeReferences(sourceOf(file), code, new MemoryMap([place]));
}

const at = (offset: number): bigint => BigInt(CODE_AT + offset);

describe('what 32-bit ARM code refers to', () => {
  it('is found where an instruction and what belongs to it lie in two pieces', async () => {
    // `bl` forwards by 16, from two bytes before the end of the first piece.
    const { called } = await referencesOf(2 * MB, (code) => code.u16(MB - 2, 0xf000, 0xf806));
    expect(called).toEqual([{ address: at(MB + 14), by: 'call', mode: 'thumb' }]);
    // `movw r0, #0xf000`, of which the second half and what follows would be a call.
    const within = await referencesOf(2 * MB, (code) => code.u16(MB - 2, 0xf24f, 0xf000, 0xf806));
    expect(within.called).toEqual([]);
    // `ldr r3, [pc, #4]`, `add r3, pc`, and the constant behind the end.
    const { pointers } = await referencesOf(2 * MB, (code) => code.u16(MB - 4, 0x4b01, 0x447b).u32(MB + 4, 0x3b));
    expect(pointers).toEqual([at(MB + 0x3d)]);
  });

  it('is listed once, and only where it is code', async () => {
    const { called, pointers } = await referencesOf(0x100, (code) =>
      code.u32(0, 0xeb00_0002, 0xeb00_0001, 0xeb00_1000).u16(0x20, 0x4b01, 0x447b).u32(0x28, 0x7fff_0000),
    );
    expect(called).toEqual([{ address: at(0x10), by: 'call', mode: 'arm' }]);
    expect(pointers).toEqual([]);
  });

  it('is not looked for behind 32 MB of code', async () => {
    const call = (offset: number): ReturnType<typeof referencesOf> =>
      referencesOf(33 * MB, (code) => code.u32(offset, 0xeb00_0002));
    expect((await call(32 * MB - 4)).called).toHaveLength(1);
    expect((await call(32 * MB)).called).toEqual([]);
  });
});
