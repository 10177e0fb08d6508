import { claimsOfChecksec } from './checksec';
import { peClaimsOfObjdump } from './objdump';
import { claimsOfReadelf } from './readelf';
import { elfClaimsOfReadobj } from './readobj-elf';
import { readobjTree } from './readobj-tree';

const READOBJ = `
File: x
Arch: aarch64
ElfHeader {
  Entry: 0x61D0
}
Sections [
  Section {
    Index: 0
    Name:  (0)
    Type: SHT_NULL (0x0)
    Address: 0x0
    Size: 0
  }
  Section {
    Index: 1
    Name: .text (43)
    Type: SHT_PROGBITS (0x1)
    Flags [ (0x6)
      SHF_ALLOC (0x2)
    ]
    Address: 0x46B0
    Size: 86174
  }
]
NeededLibraries [
  libc.so.6
]
DynamicSymbols [
  Symbol {
    Name: getenv@GLIBC_2.2.5 (836)
    Value: 0x0
    Binding: Global (0x1)
    Type: Function (0x2)
    Section: Undefined (0x0)
  }
  Symbol {
    Name: run (9)
    Value: 0x46B0
    Binding: Weak (0x2)
    Type: Function (0x2)
    Section: .text (0xF)
  }
]
`;

const READELF = `
  Class:                             ELF64
  Data:                              2's complement, little endian
  Type:                              DYN (Position-Independent Executable file)
  Entry point address:               0x61d0
  [ 0]                   NULL            0000000000000000 000000 000000 00      0   0  0
  [ 1] .text             PROGBITS        00000000000046b0 0046b0 01509e 00  AX  0   0 16
 0x0000000000000001 (NEEDED)             Shared library: [libc.so.6]
     1: 0000000000000000     0 FUNC    GLOBAL DEFAULT  UND getenv@GLIBC_2.2.5 (3)
     2: 00000000000046b0    38 FUNC    WEAK   DEFAULT [NOPV]   15 run
     3: 0000000000000000     0 SECTION LOCAL  DEFAULT   15 .text
`;

const CLAIMS = {
  sections: ['.text 0x46b0 0x1509e'],
  imports: ['getenv'],
  exports: ['run 0x46b0'],
  libraries: ['libc.so.6'],
  entry_point: ['0x61d0'],
};

describe('what tools print', () => {
  it('is the same in the words of llvm-readobj and of readelf', () => {
    expect(elfClaimsOfReadobj(readobjTree(READOBJ))).toEqual({ ...CLAIMS, architecture: ['arm64'] });
    expect(claimsOfReadelf(READELF)).toEqual({
      ...CLAIMS,
      ...{ bits: ['64'], endianness: ['little'], kind: ['executable'], static: ['false'], stripped: ['true'] },
    });
  });

  it('is read from checksec, which has no word on whether a library is a PIE', () => {
    const text = '{ "/x": { "relro":"partial","canary":"yes","nx":"no","pie":"dso","fortify_source":"no" } }';
    expect(claimsOfChecksec(text)).toEqual({ nx: ['false'], canary: ['true'], relro: ['partial'], fortify: ['false'] });
  });

  it('is read from objdump, with the library of each import', () => {
    const text =
      'start address 0x004ad060dc\n\tDLL Name: KERNEL32.dll\n\tvma:  Hint/Ord Member-Name Bound-To\n\t123618\t   83  CloseHandle\n';
    expect(peClaimsOfObjdump(text)).toEqual({ entry_point: ['0x4ad060dc'], imports: ['kernel32.dll!CloseHandle'] });
  });
});
