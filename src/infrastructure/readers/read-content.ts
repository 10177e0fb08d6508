import type { FileAnatomy } from '#domain/anatomy/read-file-anatomy';
import { readFileAnatomy } from '#domain/anatomy/read-file-anatomy';
import type { ByteSource } from '#domain/bytes/byte-source';
import { CachedSource } from '#domain/bytes/cached-source';
import { LocalityDigest } from '#domain/bytes/locality-digest';
import type { Kept } from '#domain/document/kept';
import type { Section } from '#domain/document/sections';
import type { ExtractedString } from '#domain/document/strings';
import type { OpenedExecutable } from '#domain/executables/open-executable';
import { openExecutable } from '#domain/executables/open-executable';
import type { ExecutableHeader } from '#domain/shared/executable-header';
import { StringReader } from '#domain/strings/string-reader';
import type { TextPlace } from '#domain/strings/text-place';
import { measureSections } from './section-digests';

/** Data only, so that it can go to another thread; so can the answer. */
export interface ContentRequest {
  /** Where the source's bytes are on the disk. */
  readonly samplePath: string;
  readonly header: ExecutableHeader;
  /** As the file's tables say. */
  readonly sections: readonly Section[];
  /** Where to look for strings; absent where they are not asked for. */
  readonly textPlaces?: readonly TextPlace[];
  /** The largest file of which a TLSH is made; absent: none is. */
  readonly digestedBytes?: number;
}

/** What takes a look at every byte. */
export interface FileContent {
  /** The same, with the entropy and the MD5 of their bytes. */
  readonly sections: readonly Section[];
  readonly anatomy: FileAnatomy;
  readonly strings: Kept<ExtractedString>;
}

/**
 * @param source all bytes of the file @param file for its tables; may end with the time
 * @throws what the sources throw, and the signal's reason when it aborts.
 */
export type ContentReader = (
  request: ContentRequest,
  source: ByteSource,
  signal: AbortSignal,
  file: OpenedExecutable,
) => Promise<FileContent>;

/** In this thread. @param file opened here where nobody has it open. @throws as every `ContentReader`. */
export async function readContent(
  { header, sections, textPlaces = [], digestedBytes = 0 }: ContentRequest,
  source: ByteSource,
  signal?: AbortSignal,
  file?: OpenedExecutable,
): Promise<FileContent> {
  const measured = await measureSections(source, sections, signal);
  const { endianness, format } = header;
  const isWindows = format === 'pe';
  const strings = new StringReader({ places: textPlaces, fileSize: source.size, endianness, isWindows });
  const digest = source.size <= digestedBytes ? new LocalityDigest() : undefined;
  const onBytes = (bytes: Uint8Array, offset: number): void => {
    strings.push(bytes, offset);
    digest?.push(bytes);
  };
  const options = { counted: measured.counted, onBytes, ...(signal !== undefined && { signal }) };
  const subject = { source, header, file: file ?? (await openExecutable(new CachedSource(source), header)) };
  const anatomy = await readFileAnatomy(subject, options);
  const tlsh = digest?.finish();
  const facts = { ...anatomy.facts, ...(tlsh !== undefined && { tlsh }) };
  return { sections: measured.sections, anatomy: { ...anatomy, facts }, strings: strings.finish() };
}
