import type { Entry, FileEntry } from '@zip.js/zip.js';
import { configure, ZipReader } from '@zip.js/zip.js';

import type { ArchiveEntry, UnpackOptions } from '#application/ports/archive-reader.port';
import { notAFile, PASSWORD_NEEDED, unsupportedArchive } from '#domain/batches/archive-refusals';
import type { EntryRefusal } from '#domain/batches/entry-refusal';
import type { ByteSource } from '#domain/bytes/byte-source';
import { KB } from '#domain/shared/quantities';
import { Handoff } from './handoff';
import { zipEntryFault, zipFault } from './zip-fault';
import { ZipSource } from './zip-source';

/** What is read and unpacked in one go. */
const CHUNK_BYTES = 64 * KB;
/** What is not compressed, and what is deflated. Every further decoder is one more that strangers feed. */
const METHODS: readonly number[] = [0, 8];
const READING = {
  // Names are labels: none is a path on a disk.
  filenameValidation: 'tolerant',
  checkLocalDirectory: true,
  checkOverlappingEntry: true,
  checkCrc32: true,
  useWebWorkers: false,
} as const;

configure({ chunkSize: CHUNK_BYTES, useWebWorkers: false });

/** The files of a zip, by its directory; each is looked at to be where and what the directory says. */
export async function* zipEntries(
  source: ByteSource,
  options: UnpackOptions,
  signal: AbortSignal,
): AsyncGenerator<ArchiveEntry, void> {
  const entries = new ZipReader(new ZipSource(source), READING).getEntriesGenerator();
  for (;;) {
    signal.throwIfAborted();
    const next = await entries.next().catch((error: unknown) => {
      throw zipFault(error);
    });
    if (next.done === true) return;
    options.budget.countEntry();
    if (next.value.directory) continue;
    const refusal = refusalOf(next.value, options.password);
    const file = next.value;
    yield {
      name: file.filename,
      ...(refusal !== undefined && { refusal }),
      content: () => contentOf(file, options, signal),
    };
  }
}

function refusalOf(entry: FileEntry, password: string | undefined): EntryRefusal | undefined {
  if (entry.symlink) return notAFile('a link');
  if (!METHODS.includes(entry.compressionMethod)) return unsupportedArchive('An entry of this compression');
  return entry.encrypted && password === undefined ? PASSWORD_NEEDED : undefined;
}

async function* contentOf(
  entry: Exclude<Entry, { directory: true }>,
  { password, budget }: UnpackOptions,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  budget.checkEntry(entry.uncompressedSize);
  const handoff = new Handoff();
  const left = new AbortController();
  const unpacking = entry.getData(new WritableStream<Uint8Array>({ write: (chunk) => handoff.put(chunk) }), {
    ...READING,
    ...(password !== undefined && { password }),
    signal: AbortSignal.any([signal, left.signal]),
  });
  const settled = unpacking.then(
    () => {
      handoff.finish();
    },
    (error: unknown) => {
      handoff.fail(signal.aborted ? signal.reason : zipEntryFault(error));
    },
  );
  let size = 0;
  try {
    for await (const chunk of handoff.take()) {
      size += chunk.length;
      budget.countBytes(chunk.length);
      budget.checkEntry(size);
      yield chunk;
    }
  } finally {
    left.abort();
    await settled;
  }
}
