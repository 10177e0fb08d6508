import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import { latin1 } from '#domain/bytes/latin1';
import { PF, PT, SHT } from '#domain/executables/elf/elf-constants';
import type { ElfFile } from '#domain/executables/elf/elf-file';
import type { ElfSegment } from '#domain/executables/elf/elf-image';
import { elfOverlay } from './overlay';
import type { PackerClue } from './packer-clue';
import type { ByteRange } from './scan-file';

/**
 * Packers that put a whole program behind their own, which opens, maps or starts it: each by what its source writes, not by names.
 * @throws what the source throws.
 */
export async function elfPackerClues(file: ElfFile): Promise<readonly PackerClue[]> {
  const clues = [await ezuri(file), midgetpack(file), await ward(file)];
  return clues.filter((clue) => clue !== undefined);
}

/** Characters of the key for AES-256 and of the vector that begins it (github.com/guitmz/ezuri, `crypter.go`). */
const [KEY, VECTOR] = [32, 16];
const DENSE = 7.1;
/** A key is drawn at random: of 32 characters, some 25 differ. A marker or a ruler is of few, or one text in the program. */
const LEAST_DIFFERENT = 12;

/**
 * Ezuri: a program in Go that looks for its key and its vector in its own file, each for the last time: behind itself, where what it
 * decrypts follows them. So both are there twice.
 */
async function ezuri(file: ElfFile): Promise<PackerClue | undefined> {
  const overlay = elfOverlay(file);
  if (overlay === undefined || overlay.size <= KEY + VECTOR) return undefined;
  const head = latin1(await readWithin(file.source, overlay.offset, KEY + VECTOR));
  if (!/^[!-~]{48}$/.test(head) || new Set(head.slice(0, KEY)).size < LEAST_DIFFERENT) return undefined;
  return {
    sought: [
      { marker: 'payload_key', needle: Buffer.from(head.slice(0, KEY), 'latin1') },
      { marker: 'payload_vector', needle: Buffer.from(head.slice(KEY), 'latin1') },
    ],
    confirm: (hits, entropy) => {
      const key = hits.get('payload_key')?.offset ?? overlay.offset;
      const vector = hits.get('payload_vector')?.offset ?? overlay.offset;
      // Two texts of the program: one that holds both is a marker of its own, as extractors have it before what they extract.
      const isInProgram = Math.max(key, vector) < overlay.offset && vector !== key + KEY && vector !== key;
      const isGo = hits.has('go_build_info') || file.section('.gopclntab') !== undefined;
      if (!isInProgram || !isGo || entropy < DENSE) return undefined;
      return {
        name: 'Ezuri',
        evidence: [
          `key and initialization vector before encrypted bytes at offset ${overlay.offset}, and in the program's data at ${key} and ${vector}`,
        ],
        confidence: 0.99,
      };
    },
  };
}

/** Of the stub's descriptor, from the address of the load on: lengths, the address of a banner, its length, the kind of key. */
const RECORDS = {
  64: { length: 8, banner: 16, bannerLength: 24, kind: 28 },
  32: { length: 4, banner: 8, bannerLength: 12, kind: 16 },
} as const;
const KINDS: readonly number[] = [1, 2];
const AES_BLOCK = 16;
const OPEN = PF.read | PF.write | PF.execute;

/**
 * Midgetpack: a segment more, open for everything, holds what is behind the stub, up to the end of the file; a descriptor in the
 * stub's data says where that is loaded (github.com/arisada/midgetpack, `elf.c` and `shared.h`).
 */
function midgetpack(file: ElfFile): PackerClue | undefined {
  const { segments, fields } = file.image;
  const load = segments.findLast(({ type }) => type === PT.load);
  if (load === undefined || (load.flags & OPEN) !== OPEN || !isBehindAll(file, load)) return undefined;
  const { address, offset, fileSize } = load;
  const at = RECORDS[fields.bits];
  const needle = Buffer.alloc(file.word);
  if (file.isWide) needle.writeBigUInt64LE(address);
  else needle.writeUInt32LE(Number(address));
  const isRecord = (text: string): boolean => {
    const record = new ByteView(Buffer.from(text.slice(0, at.kind + 4), 'latin1'), true);
    const length = record.u32(at.length);
    return (
      length % AES_BLOCK === 0 &&
      length + record.u32(at.bannerLength) === fileSize &&
      file.wordAt(record, at.banner) === address + BigInt(length) &&
      KINDS.includes(record.u32(at.kind))
    );
  };
  return {
    sought: [{ marker: 'payload_record', needle, meant: { test: isRecord } }],
    confirm: (hits) => {
      const record = hits.get('payload_record');
      if (record === undefined || record.offset >= offset) return undefined;
      return {
        name: 'midgetpack',
        evidence: [
          `descriptor at offset ${record.offset} of encrypted bytes in a segment at ${offset}, which may be written and executed`,
        ],
        confidence: 0.99,
      };
    },
  };
}

/**
 * Ward: the first note segment is made to hold the program that the stub starts from memory (github.com/ex0dus-0x/ward,
 * `injector.go`). Without the stub's own words, that a note is a program shows a packer, not which.
 */
async function ward(file: ElfFile): Promise<PackerClue | undefined> {
  const note = file.image.segments.find(({ type }) => type === PT.note);
  if (note === undefined || BigInt(note.fileSize) <= note.memorySize || !isBehindAll(file, note)) return undefined;
  if (latin1(await readWithin(file.source, note.offset, 4)) !== '\x7fELF') return undefined;
  return {
    sought: [{ marker: 'ward', needle: Buffer.from('cannot read ourselves as file') }],
    confirm: (hits) => {
      const words = hits.get('ward');
      const evidence = [`note segment at offset ${note.offset} that holds a program`];
      if (words === undefined) return { name: 'unknown', evidence, confidence: 0.85 };
      return { name: 'ward', evidence: [...evidence, `text ${words.after.slice(0, 29)}`], confidence: 0.99 };
    },
  };
}

/** It is the rest of the file: headers, sections and all other segments are before it. */
function isBehindAll({ image, source }: ElfFile, segment: ElfSegment): boolean {
  if (segment.fileSize === 0 || segment.offset + segment.fileSize !== source.size) return false;
  const { programHeaders, sectionHeaders } = image.fields;
  const others: readonly ByteRange[] = [
    ...[programHeaders, sectionHeaders].map(({ offset, entrySize, count }) => ({ offset, size: entrySize * count })),
    ...image.segments.filter((each) => each !== segment).map(({ offset, fileSize }) => ({ offset, size: fileSize })),
    ...image.sections.filter(({ type }) => type !== SHT.noBits),
  ];
  return others.every(({ offset, size }) => offset + size <= segment.offset);
}
