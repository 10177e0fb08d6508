import { ByteView } from '#domain/bytes/byte-view';
import { ByteWriter } from '#test/builders/byte-writer';
import { ArmRelativePointers } from './arm-relative-pointers';

const SIZE = 0x100;

type Code = (writer: ByteWriter) => unknown;

function targetsOf(code: Code, { address = 0x1000, end = SIZE } = {}): readonly string[] {
  const writer = new ByteWriter(new Uint8Array(SIZE), true);
  code(writer);
  const pointers = new ArmRelativePointers();
  pointers.look(new ByteView(writer.bytes, true), end, address);
  return [...pointers.targets].map((target) => target.toString(16));
}

/** `ldr r3, [pc, #4]`, `add r3, pc`, and the constant. */
const thumb: Code = (code) => code.u16(0, 0x4b01, 0x447b).u32(8, 0x3b);
/** `ldr r0, [pc, #4]`, `add r0, pc, r0`, and the constant. */
const arm: Code = (code) => code.u32(0, 0xe59f_0004, 0xe08f_0000).u32(12, 0x34);

describe('pointers that 32-bit ARM code computes', () => {
  it.each<[string, Code, string]>([
    ['in Thumb code', thumb, '1041'],
    ['where the counter is rounded down', (code) => code.u16(2, 0x4b01, 0x447b).u32(8, 0x39), '1041'],
    ['in a high register', (code) => code.u16(0, 0xf8df, 0x8008, 0x44f8).u32(12, 0x39), '1041'],
    ['from before it', (code) => code.u32(0, 0x39).u16(4, 0xf85f, 0x3008, 0x447b), '1045'],
    ['backwards', (code) => code.u16(0x80, 0x4b01, 0x447b).u32(0x88, -0x65 >>> 0), '1021'],
    ['with instructions between', (code) => code.u16(0, 0x4b03, 0x4620, 0x2100, 0x447b).u32(16, 0x37), '1041'],
    ['in ARM code', arm, '1040'],
    ['in ARM code, to Thumb code', (code) => code.u32(0, 0xe59f_0004, 0xe08f_0000).u32(12, 0x35), '1041'],
    ['in ARM code, the other way round', (code) => code.u32(0, 0xe59f_0004, 0xe080_000f).u32(12, 0x34), '1040'],
    ['in ARM code, from before it', (code) => code.u32(0, 0x38).u32(4, 0xe51f_000c, 0xe08f_0000), '1048'],
  ])('are found %s', (_, code, target) => {
    expect(targetsOf(code)).toEqual([target]);
  });

  it.each<[string, Code]>([
    ['another register is added to', (code) => code.u16(0, 0x4b01, 0x447a).u32(8, 0x3b)],
    ['nothing is added', (code) => code.u16(0, 0x4b01).u32(8, 0x3b)],
    ['the addition is far', (code) => code.u16(0, 0x4b20).u16(0x34, 0x447b).u32(0x84, 0x3b)],
    ['the constant is not there', (code) => code.u16(0xf8, 0x4b7f, 0x447b)],
    ['ARM code adds another register', (code) => code.u32(0, 0xe59f_0004, 0xe08f_0001).u32(12, 0x34)],
    ['ARM code adds two constants', (code) => code.u32(0, 0xe59f_0004, 0xe081_0000).u32(12, 0x34)],
    ['only a condition loads', (code) => code.u32(0, 0x059f_0004, 0xe08f_0000).u32(12, 0x34)],
  ])('are none where %s', (_, code) => {
    expect(targetsOf(code)).toEqual([]);
  });

  it('may have what they need behind the instructions that are looked at', () => {
    expect(targetsOf(thumb, { end: 2 })).toEqual(['1041']);
    expect(targetsOf(arm, { end: 4 })).toEqual(['1040']);
    expect(targetsOf((code) => code.u32(0, 0).u32(4, 0xe59f_0004, 0xe08f_0000), { end: 4 })).toEqual([]);
  });

  it('wrap around at the end of memory', () => {
    expect(targetsOf(thumb, { address: 0xffff_ffe0 })).toEqual(['21']);
  });
});
