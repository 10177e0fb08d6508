import type { ByteView } from '#domain/bytes/byte-view';
import { PE_DIRECTORY } from './pe-constants';
import type { PeFile } from './pe-file';

/** A heap or a table of the metadata of .NET. */
export interface MetadataStream {
  /** Such as `#US`. */
  readonly name: string;
  /** In the file. */
  readonly offset: number;
  readonly size: number;
}

const SIGNATURE = 'BSJB';
const MOST_STREAMS = 16;
const LONGEST_NAME = 32;
/** Header and version; what is longer is no version. */
const HEAD = 16 + 255 + 4 + MOST_STREAMS * (8 + LONGEST_NAME);

/** ECMA-335 (6th edition), II.24.2.1 and II.24.2.2; those that lie in the file. @throws what the source throws. */
export async function readMetadataStreams(file: PeFile): Promise<readonly MetadataStream[]> {
  const directory = file.directory(PE_DIRECTORY.clr);
  if (directory === undefined) return [];
  const root = (await file.at(directory.rva, 16)).u32(8);
  const start = file.offsetOf(root);
  const head = await file.at(root, HEAD);
  if (start === undefined || head.text(0, 4) !== SIGNATURE) return [];
  return streamsOf(head).map(({ offset, ...stream }) => ({ ...stream, offset: start + offset }));
}

function streamsOf(head: ByteView): readonly MetadataStream[] {
  const flags = 16 + head.u32(12);
  const count = Math.min(head.u16(flags + 2), MOST_STREAMS);
  const streams: MetadataStream[] = [];
  for (let at = flags + 4; streams.length < count && head.covers(at, 8);) {
    const name = head.text(at + 8, LONGEST_NAME);
    streams.push({ name, offset: head.u32(at), size: head.u32(at + 4) });
    at += 8 + ((name.length + 4) & ~3);
  }
  return streams;
}
