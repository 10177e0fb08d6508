import type { FileAnatomy } from '#domain/anatomy/read-file-anatomy';
import { readFileAnatomy } from '#domain/anatomy/read-file-anatomy';
import type { ByteSource } from '#domain/bytes/byte-source';
import { CachedSource } from '#domain/bytes/cached-source';
import type { Section } from '#domain/document/sections';
import type { OpenedExecutable } from '#domain/executables/open-executable';
import { openExecutable } from '#domain/executables/open-executable';
import type { ExecutableHeader } from '#domain/shared/executable-header';
import { measureSections } from './section-digests';

/** Data only, so that it can go to another thread; so can the answer. */
export interface ContentRequest {
  /** Where the source's bytes are on the disk. */
  readonly samplePath: string;
  readonly header: ExecutableHeader;
  /** As the file's tables say. */
  readonly sections: readonly Section[];
}

/** What takes a look at every byte. */
export interface FileContent {
  /** The same, with the entropy and the MD5 of their bytes. */
  readonly sections: readonly Section[];
  readonly anatomy: FileAnatomy;
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
  { header, sections }: ContentRequest,
  source: ByteSource,
  signal?: AbortSignal,
  file?: OpenedExecutable,
): Promise<FileContent> {
  const measured = await measureSections(source, sections, signal);
  const options = { counted: measured.counted, ...(signal !== undefined && { signal }) };
  const subject = { source, header, file: file ?? (await openExecutable(new CachedSource(source), header)) };
  return { sections: measured.sections, anatomy: await readFileAnatomy(subject, options) };
}
