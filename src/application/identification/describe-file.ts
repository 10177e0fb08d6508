import type { ByteSource } from '#domain/bytes/byte-source';
import { HEAD_BYTES } from '#domain/bytes/head-bytes';
import { readBeyond } from '#domain/executables/pe/pe-file';
import { readHeaderByMagic } from '#domain/executables/read-executable-header';
import { contentLabel } from '#domain/identification/content-label';
import { contentWarnings } from '#domain/identification/content-warnings';
import type { IdentifiedFile } from '#domain/identification/identified-file';
import type { LibmagicVerdict } from '#domain/identification/libmagic-verdict';
import type { Sha256 } from '#domain/shared/sha256';

export interface DescribedFile {
  readonly fileName: string;
  readonly source: ByteSource;
  readonly verdict: LibmagicVerdict;
  readonly sha256: Sha256 | undefined;
}

/** Adds to libmagic's verdict what we read ourselves. @throws what the source throws. */
export async function describeFile({ fileName, source, verdict, sha256 }: DescribedFile): Promise<IdentifiedFile> {
  const head = await source.read(0, Math.min(HEAD_BYTES, source.size));
  const reading = readHeaderByMagic(head, source.size, await readBeyond(source, head));
  const header = reading?.outcome === 'executable' ? reading.header : undefined;
  const label = contentLabel(verdict.mimeType, header);
  const { printedMimeType: mimeType, description, encoding, extensions } = verdict;
  return {
    fileName,
    mimeType,
    description,
    encoding,
    extensions,
    size: source.size,
    ...(sha256 !== undefined && { sha256 }),
    label,
    ...(header !== undefined && { executable: { format: header.format, architecture: header.architecture } }),
    warnings: await contentWarnings({ fileName, source, head, verdict, label, header }),
  };
}
