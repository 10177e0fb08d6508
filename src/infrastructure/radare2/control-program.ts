const PROGRAM = [
  // ELF, 64 bits, little endian; ET_EXEC for EM_X86_64.
  '7f454c46020101000000000000000000 0200 3e00 01000000',
  // Entry point; where the segments' table is, and no sections' table; flags.
  '7800400000000000 4000000000000000 0000000000000000 00000000',
  // Sizes of the header and of a segment's entry; one segment; no sections.
  '4000 3800 0100 0000 0000 0000',
  // PT_LOAD, readable and executable: the whole file, at 0x400000.
  '01000000 05000000 0000000000000000 0000400000000000 0000400000000000',
  '8200000000000000 8200000000000000 0010000000000000',
  // mov eax, 60; xor edi, edi; syscall; ret: a program that ends at once.
  'b83c000000 31ff 0f05 c3',
];

/** A whole program for Linux on x86-64, as small as they come: there is nothing in it to fail over. */
export function controlProgram(): Uint8Array {
  return Buffer.from(PROGRAM.join('').replaceAll(' ', ''), 'hex');
}
