import type { ByteSource } from '#domain/bytes/byte-source';
import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import type { GoProgram, GoTablePlace } from './go-function-table';
import { beginsGoTable, GO_TABLE_MAGICS, readGoTable } from './go-function-table';
import type { RawTable } from './start-table';

/** Where to look: in the section of that name, or where there is none, in all that may hold it. */
export interface GoTableHint {
  readonly section: GoTablePlace | undefined;
  readonly searched: readonly GoTablePlace[];
}

const CHUNK = 1 << 20;
const HEAD = 8;
/** Bytes looked through for the magic number, whatever a hostile header says that there is. */
const MOST_SEARCHED = 256 << 20;
/** What begins like a table and is none is rare. */
const MOST_CANDIDATES = 8;

/** The functions in Go's own table; none and no reason where a program is not of Go. @throws what the source throws. */
export async function readGoStarts(
  source: ByteSource,
  { section, searched }: GoTableHint,
  program: GoProgram,
): Promise<readonly RawTable[]> {
  if (section !== undefined) return [{ table: 'gopclntab', ...(await readGoTable(source, section, program)) }];
  for (const place of await candidates(source, searched, program.littleEndian)) {
    const { entries } = await readGoTable(source, place, program);
    if (entries.some(({ address }) => program.code.room(address) > 0n)) return [{ table: 'gopclntab', entries }];
  }
  return [];
}

async function candidates(
  source: ByteSource,
  places: readonly GoTablePlace[],
  littleEndian: boolean,
): Promise<readonly GoTablePlace[]> {
  const found: GoTablePlace[] = [];
  const needles = GO_TABLE_MAGICS.map((magic) => prefixOf(magic, littleEndian));
  let allowance = MOST_SEARCHED;
  for (const { offset, room } of places) {
    const length = Math.min(room, allowance, source.size - offset);
    allowance -= Math.max(length, 0);
    for (let at = 0; at < length && found.length < MOST_CANDIDATES; at += CHUNK) {
      const bytes = Buffer.from(await readWithin(source, offset + at, Math.min(CHUNK + HEAD - 1, length - at)));
      const view = new ByteView(bytes, littleEndian);
      for (const hit of needles.flatMap((needle) => hits(bytes, needle))) {
        if (beginsGoTable(view, hit)) found.push({ offset: offset + at + hit, room: room - at - hit });
      }
    }
  }
  return found.slice(0, MOST_CANDIDATES);
}

/** The magic number and the two zeros behind it. */
function prefixOf(magic: number, littleEndian: boolean): Buffer {
  const prefix = Buffer.alloc(6);
  if (littleEndian) prefix.writeUInt32LE(magic);
  else prefix.writeUInt32BE(magic);
  return prefix;
}

function hits(bytes: Buffer, needle: Buffer): readonly number[] {
  const found: number[] = [];
  for (
    let at = bytes.indexOf(needle);
    at !== -1 && found.length < MOST_CANDIDATES;
    at = bytes.indexOf(needle, at + 1)
  ) {
    found.push(at);
  }
  return found;
}
