import type { Bits, ExecutableHeader, FatSlice } from '#domain/shared/executable-header';
import { sampleArguments, withAnalysedSlice } from './radare2-arguments';

const ELF: ExecutableHeader = {
  format: 'elf',
  architecture: 'x86_64',
  bits: 64,
  endianness: 'little',
  kind: 'executable',
};
const slice = (architecture: FatSlice['architecture'], bits: Bits): FatSlice => ({
  architecture,
  bits,
  offset: 4096,
  size: 4096,
});
const FAT: ExecutableHeader = {
  ...ELF,
  format: 'macho',
  architecture: 'arm64',
  slices: [slice('arm', 32), slice('arm64', 64), slice('arm64', 64)],
  slice: 2,
};
const parser = (header: ExecutableHeader): string | undefined => {
  const args = sampleArguments({ header, forCode: true });
  return args[args.indexOf('-F') + 1];
};

describe('the arguments of radare2', () => {
  it('name the one parser that the header asks for', () => {
    expect(parser(ELF)).toBe('elf64');
    expect(parser({ ...ELF, format: 'pe', bits: 32 })).toBe('pe');
    expect(parser({ ...ELF, format: 'macho', bits: 32 })).toBe('mach0');
  });

  it('set what the sandbox allows before they turn it on', () => {
    const args = sampleArguments({ header: ELF, forCode: true });
    const grain = args.indexOf('cfg.sandbox.grain=disk,files');
    expect(grain).toBeGreaterThan(0);
    expect(args.indexOf('cfg.sandbox=true')).toBeGreaterThan(grain);
    expect(args).toContain('bin.dbginfo=false');
  });

  it('load no strings: ours are read by ourselves', () => {
    expect(sampleArguments({ header: ELF, forCode: true })).toContain('bin.strings=false');
  });

  it('name the symbols only where code is to be analysed', () => {
    expect(sampleArguments({ header: ELF, forCode: true })).not.toContain('-n');
    expect(sampleArguments({ header: ELF, forCode: false })).toContain('-n');
  });

  it('pick the image of a universal file by processor and word size', () => {
    const args = sampleArguments({ header: FAT, forCode: true });
    expect(args.slice(args.indexOf('-a'), args.indexOf('-a') + 4)).toEqual(['-a', 'arm', '-b', '64']);
    expect(sampleArguments({ header: ELF, forCode: true })).not.toContain('-a');
  });

  it('limit the lists, but for the code of a Mach-O file, which radare2 would then not load, or at wrong places', () => {
    const isLimited = (header: ExecutableHeader, forCode: boolean): boolean =>
      sampleArguments({ header, forCode }).some((each) => each.startsWith('bin.limit='));
    const thin: ExecutableHeader = { ...ELF, format: 'macho' };
    expect([ELF, thin, FAT].map((header) => isLimited(header, false))).toEqual([true, true, true]);
    expect([ELF, thin, FAT].map((header) => isLimited(header, true))).toEqual([true, false, false]);
  });

  it('leave the image of any other file to radare2', () => {
    expect(sampleArguments({ header: ELF, forCode: true })).not.toContain('-a');
  });
});

describe('withAnalysedSlice', () => {
  it('names the first image of processor and word size, as radare2 takes that one', () => {
    expect(withAnalysedSlice(FAT).slice).toBe(1);
  });

  it('leaves a file with one image alone', () => {
    expect(withAnalysedSlice(ELF)).toBe(ELF);
  });
});
