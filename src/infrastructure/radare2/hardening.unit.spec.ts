import type { ExecutableHeader } from '#domain/identification/executable-header';
import { hardeningOf } from './hardening';

const header = (facts: Partial<ExecutableHeader>): ExecutableHeader => ({
  format: 'elf',
  architecture: 'x86_64',
  bits: 64,
  endianness: 'little',
  kind: 'executable',
  ...facts,
});
const CHECKED = [{ name: '__memcpy_chk', category: 'memory' }] as const;

describe('hardeningOf', () => {
  it('has for ELF what ELF can have', () => {
    const info = { nx: true, pic: true, canary: false, relro: 'full' };
    expect(hardeningOf(header({}), info, undefined, CHECKED)).toEqual({
      nx: true,
      pie: true,
      canary: false,
      relro: 'full',
      fortify: true,
    });
    expect(hardeningOf(header({ kind: 'shared_library' }), info, undefined, [])).not.toHaveProperty('pie');
    expect(hardeningOf(header({ kind: 'relocatable' }), info, undefined, [])).toEqual({});
  });

  it('does not take the stack protector for a checked function', () => {
    const imports = [{ name: '__stack_chk_fail', category: 'other' }] as const;
    expect(hardeningOf(header({}), {}, undefined, imports).fortify).toBe(false);
  });

  it('reads the characteristics of PE', () => {
    const flags = { characteristics: 0x4160, hasCodeSignature: true };
    expect(hardeningOf(header({ format: 'pe' }), { canary: true }, flags, [])).toEqual({
      canary: true,
      aslr: true,
      high_entropy_aslr: true,
      dep: true,
      cfg: true,
      seh: true,
      code_signature: true,
    });
  });

  it('reads the flags of Mach-O, where a library is not position-independent by flag', () => {
    const flags = { characteristics: 0x0020_0085, hasCodeSignature: false };
    expect(hardeningOf(header({ format: 'macho' }), { canary: true }, flags, [])).toEqual({
      nx: true,
      pie: true,
      canary: true,
      fortify: false,
      code_signature: false,
    });
    const library = header({ format: 'macho', kind: 'shared_library' });
    expect(hardeningOf(library, {}, { ...flags, characteristics: 0x0002_0000 }, [])).toMatchObject({ nx: false });
    expect(hardeningOf(library, {}, flags, [])).not.toHaveProperty('pie');
  });
});
