import type { ExecutableHeader, ExecutableKind } from '#domain/shared/executable-header';
import { fileFacts } from './file-facts';

const ANATOMY = { facts: {}, hardening: {}, resources: [], hasMoreResources: false, isSigned: false };

function header(kind: ExecutableKind): ExecutableHeader {
  return { format: 'elf', architecture: 'x86_64', bits: 64, endianness: 'little', kind };
}

describe('what is said of a file', () => {
  it.each([
    ['executable', true],
    ['shared_library', true],
    ['relocatable', false],
    ['core', false],
  ] as const)('%s: whether it can be static is %s', (kind, canBe) => {
    expect(fileFacts(header(kind), { stripped: false, static: true }, ANATOMY, undefined).static).toBe(canBe);
    expect(fileFacts(header(kind), { stripped: false, static: false }, ANATOMY, undefined).static).toBe(false);
  });

  it.each([
    ['c++', undefined],
    ['cxx', undefined],
    ['rust', 'rust'],
  ])("makes of radare2's word %s for the language of an ELF file %s", (lang, language) => {
    expect(fileFacts(header('executable'), { lang, stripped: false, static: false }, ANATOMY, undefined).language).toBe(
      language,
    );
  });

  it('agrees with its own description where more than the header tells what it is', () => {
    const traits = { kind: 'executable', stripped: false, static: true } as const;

    expect(fileFacts(header('shared_library'), traits, ANATOMY, undefined)).toMatchObject({
      kind: 'executable',
      static: true,
      description: 'ELF 64-bit executable, x86-64',
    });
  });
});
