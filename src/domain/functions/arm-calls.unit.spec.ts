import { ByteView } from '#domain/bytes/byte-view';
import { ByteWriter } from '#test/builders/byte-writer';
import { ArmCalls } from './arm-calls';

const CODE_AT = 0x1000;
const SIZE = 0x100;

type Code = (writer: ByteWriter) => unknown;

function targetsOf(code: Code, pieces: readonly number[] = [SIZE], address = CODE_AT): Record<string, string> {
  const writer = new ByteWriter(new Uint8Array(SIZE), true);
  code(writer);
  const calls = new ArmCalls((target) => target >= address && target < address + SIZE);
  let at = 0;
  for (const end of pieces) {
    calls.look(new ByteView(writer.bytes.subarray(at), true), end - at, address + at, at === 0);
    at = end;
  }
  return Object.fromEntries([...calls.targets].map(([target, mode]) => [target.toString(16), mode]));
}

describe('calls of 32-bit ARM code', () => {
  it.each<[string, Code, Record<string, string>]>([
    ['bl', (code) => code.u32(0, 0xeb00_0002), { '1010': 'arm' }],
    ['bl, backwards', (code) => code.u32(0x40, 0xebff_fff2), { '1010': 'arm' }],
    ['blx to Thumb code', (code) => code.u32(4, 0xfb00_0005), { '1022': 'thumb' }],
    ['bl in Thumb code', (code) => code.u16(0, 0xf000, 0xf806), { '1010': 'thumb' }],
    ['bl in Thumb code, backwards', (code) => code.u16(0x40, 0xf7ff, 0xffe6), { '1010': 'thumb' }],
    ['blx in Thumb code, which goes to a whole word', (code) => code.u16(6, 0xf000, 0xe80c), { '1020': 'arm' }],
    ['bl behind an instruction of two bytes', (code) => code.u16(0, 0xb510, 0xf000, 0xf805), { '1010': 'thumb' }],
  ])('are followed: %s', (_, code, targets) => {
    expect(targetsOf(code)).toEqual(targets);
  });

  it.each<[string, Code]>([
    ['no function can begin', (code) => code.u32(0, 0xeb10_0000)],
    ['no function can begin before the code', (code) => code.u16(0, 0xf7ff, 0xfff0)],
    ['half an instruction would be', (code) => code.u16(0, 0xf000, 0xe805)],
    ['only a condition leads', (code) => code.u32(0, 0x0b00_0002)],
    ['a jump leads', (code) => code.u32(0, 0xea00_0002)],
    ['a jump of Thumb code leads', (code) => code.u16(0, 0xf000, 0xb806)],
  ])('do not go where %s', (_, code) => {
    expect(targetsOf(code)).toEqual({});
  });

  it('are none within longer instructions of Thumb code', () => {
    // movw r0, #0xf000; the second half and what follows would be a call.
    expect(targetsOf((code) => code.u16(0, 0xf24f, 0xf000, 0xf806))).toEqual({});
  });

  it('are those of the mode in which most calls lead into the code', () => {
    const mixed =
      (thumb: number, arm: number): Code =>
      (code) => {
        for (let index = 0; index < thumb; index += 1) code.u16(index * 4, 0xf000, 0xf806);
        for (let index = 0; index < arm; index += 1) code.u32(0x80 + index * 4, 0xeb00_0002);
      };
    expect(new Set(Object.values(targetsOf(mixed(3, 1))))).toEqual(new Set(['thumb']));
    expect(new Set(Object.values(targetsOf(mixed(1, 3))))).toEqual(new Set(['arm']));
  });

  it('are the same in whatever pieces the code comes', () => {
    const code: Code = (writer) => {
      writer.u16(0, 0xb510, 0xf000, 0xf805, 0xf24f, 0xf000, 0xbf00, 0xf000, 0xf810);
    };
    const whole = targetsOf(code);
    expect(whole).toEqual({ '1010': 'thumb', '1030': 'thumb' });
    for (let cut = 2; cut < 20; cut += 2) expect(targetsOf(code, [cut, SIZE])).toEqual(whole);
  });

  it('are followed beyond half of the addresses', () => {
    const address = 0xffff_0000;
    expect(targetsOf((code) => code.u32(0, 0xeb00_0002), [SIZE], address)).toEqual({ ffff0010: 'arm' });
    expect(targetsOf((code) => code.u16(2, 0xf000, 0xe80c), [SIZE], address)).toEqual({ ffff001c: 'arm' });
  });
});
