import { noise } from './anatomy';
import { elfBytes } from './elf-bytes';
import { CPU, fatBytes, machoBytes } from './macho-bytes';
import { peBytes } from './pe-bytes';
import { importTable, resourceTree, versionInfo } from './pe-parts';
import { appleSignature, certificateTable, signedData } from './signature-bytes';

/** With every table that builders know, noise in most: what readers follow is there, and means little. */
export function fullExecutables(): Readonly<Record<'elf' | 'pe' | 'macho' | 'fat', Uint8Array>> {
  const imports = importTable(0x2000, [
    ['KERNEL32.dll', ['A', 1]],
    ['WS2_32.dll', [1]],
  ]);
  const resources = resourceTree(0x3000, [{ type: 16, name: 1, language: 9, content: versionInfo({ A: 'b' }) }]);
  const pe = peBytes({
    sections: [
      { name: '.text', rva: 0x1000, content: noise(256) },
      { name: '.idata', rva: 0x2000, content: imports },
      { name: '.rsrc', rva: 0x3000, content: resources },
    ],
    directories: {
      ...{ 1: [0x2000, imports.length], 2: [0x3000, resources.length], 4: [0x800, 512] },
      ...{ 6: [0x1000, 56], 10: [0x1000, 160], 14: [0x1000, 72] },
    },
  });
  const elf = elfBytes({
    type: 3,
    segments: [
      { type: 1, address: 0x1000, content: noise(512) },
      { type: 2, content: noise(128) },
      { type: 3, content: Buffer.from('/lib/ld.so\0') },
      { type: 4, content: noise(64) },
    ],
    sections: [
      { name: '.dynsym', type: 11, address: 0x1000, size: 128 },
      { name: '.dynstr', type: 3, address: 0x1080, size: 64 },
      { name: '.comment', address: 0x1100, size: 32 },
    ],
  });
  const macho = Buffer.concat([
    machoBytes({
      segments: [
        { name: '__TEXT', address: 0x1000, size: 64, sections: [{ name: '__text', address: 0x1000, size: 8 }] },
      ],
      commands: [0xc, 0x1b, 0x32, 0x2a, 0x2, 0x1d, 0x24, 0x22, 0x8000_0033, 0x8000_0034].map((type) =>
        Uint8Array.from([type & 0xff, 0, 0, type >>> 24, 0, 0, 0, 0, 24, ...noise(31)]),
      ),
    }),
    appleSignature('a', 'b', signedData()),
  ]);
  return {
    elf,
    pe: Buffer.concat([pe, certificateTable(signedData())]),
    macho,
    fat: fatBytes([{ cpuType: CPU.arm64, image: macho }]),
  };
}
