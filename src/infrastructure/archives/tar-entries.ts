import type { ArchiveEntry, UnpackOptions } from '#application/ports/archive-reader.port';
import { damagedArchive, notAFile } from '#domain/batches/archive-refusals';
import type { EntryRefusal } from '#domain/batches/entry-refusal';
import type { UnpackBudget } from '#domain/batches/unpack-budget';
import { KB } from '#domain/shared/quantities';
import { ByteStream } from './byte-stream';
import type { TarHeader } from './tar-header';
import { mapGoesOn, readPax, readTarHeader, TAR_BLOCK, text } from './tar-header';

/** Of all headers together that say more of the entry behind them: a path is far shorter. */
const LONGEST_NOTES = 64 * KB;
const NOTES: readonly string[] = ['x', 'g', 'L', 'K'];
const DIRECTORY = '5';
const FILES: readonly string[] = ['0', '\u0000', '7'];
const OTHERS: Readonly<Record<string, string>> = {
  '1': 'a link',
  '2': 'a link',
  '3': 'a device',
  '4': 'a device',
  '6': 'a pipe',
  S: 'a file with holes',
};

/** The files of a tar, in one pass. Headers that say more of an entry count as entries, too: nobody can send them without end. */
export async function* tarEntries(
  content: AsyncIterable<Uint8Array>,
  { budget }: UnpackOptions,
  signal: AbortSignal,
): AsyncGenerator<ArchiveEntry, void> {
  const stream = new ByteStream(content);
  let notes: ReadonlyMap<string, string> = new Map();
  let noted = 0;
  try {
    for (;;) {
      signal.throwIfAborted();
      const header = await nextHeader(stream);
      if (header === undefined) return;
      budget.countEntry();
      if (NOTES.includes(header.type)) {
        noted += header.size;
        if (noted > LONGEST_NOTES) throw damagedArchive('it says too much of one entry');
        notes = new Map([...notes, ...(await readNote(stream, header))]);
        continue;
      }
      if (header.goesOn) await passOverMap(stream, signal);
      const entry = new TarEntry(stream, header, notes, budget);
      notes = new Map();
      noted = 0;
      if (header.type !== DIRECTORY) yield entry;
      await entry.passOver();
    }
  } finally {
    await stream.close();
  }
}

async function nextHeader(stream: ByteStream): Promise<TarHeader | undefined> {
  const block = await stream.exactly(TAR_BLOCK);
  // What ends without a block of zeros was cut off.
  if (block.length < TAR_BLOCK) throw damagedArchive('it was cut off');
  return readTarHeader(block);
}

/** Every block of it was counted as bytes. */
async function passOverMap(stream: ByteStream, signal: AbortSignal): Promise<void> {
  for (let goesOn = true; goesOn;) {
    signal.throwIfAborted();
    const block = await stream.exactly(TAR_BLOCK);
    if (block.length < TAR_BLOCK) throw damagedArchive('it was cut off');
    goesOn = mapGoesOn(block);
  }
}

/** What is said of all entries that follow (`g`) says nothing that matters here. */
async function readNote(stream: ByteStream, { type, size }: TarHeader): Promise<ReadonlyMap<string, string>> {
  const bytes = (await stream.exactly(filledUp(size))).subarray(0, size);
  if (bytes.length < size) throw damagedArchive('it was cut off');
  if (type === 'L') return new Map([['path', text(bytes)]]);
  return type === 'x' ? readPax(bytes) : new Map<string, string>();
}

class TarEntry implements ArchiveEntry {
  readonly name: string;
  readonly refusal?: EntryRefusal;
  private readonly size: number;
  private left: number;

  constructor(
    private readonly stream: ByteStream,
    header: TarHeader,
    notes: ReadonlyMap<string, string>,
    private readonly budget: UnpackBudget,
  ) {
    this.name = notes.get('path') ?? header.name;
    this.size = sizeOf(header, notes);
    this.left = this.size;
    const isSparse = [...notes.keys()].some((key) => key.startsWith('GNU.sparse.'));
    const other = isSparse ? OTHERS['S'] : FILES.includes(header.type) ? undefined : (OTHERS[header.type] ?? 'unknown');
    if (other !== undefined) this.refusal = notAFile(other);
  }

  readonly content = (): AsyncIterable<Uint8Array> => this.read();

  /** What nobody has read of it, and what fills it up to whole blocks. */
  async passOver(): Promise<void> {
    const rest = this.left + filledUp(this.size) - this.size;
    this.left = 0;
    let passed = 0;
    for await (const part of this.stream.next(rest)) passed += part.length;
    if (passed < rest) throw damagedArchive('it was cut off');
  }

  private async *read(): AsyncGenerator<Uint8Array, void> {
    this.budget.checkEntry(this.size);
    for await (const part of this.stream.next(this.left)) {
      this.left -= part.length;
      yield part;
    }
    if (this.left > 0) throw damagedArchive('it was cut off');
  }
}

function sizeOf({ type, size }: TarHeader, notes: ReadonlyMap<string, string>): number {
  // Links and devices have no content, whatever their header says.
  if (['1', '2', '3', '4', '6', DIRECTORY].includes(type)) return 0;
  const stated = notes.get('size');
  if (stated === undefined) return size;
  if (/^\d{1,15}$/.test(stated)) return Number(stated);
  throw damagedArchive('a header names an impossible size');
}

function filledUp(size: number): number {
  return Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;
}
