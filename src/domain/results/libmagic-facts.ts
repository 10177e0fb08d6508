import type { FileFacts } from '#domain/document/file-facts';
import type { SubmittedFile } from '#domain/jobs/analysis-job';
import type { MimeType } from '#domain/shared/mime-type';

export interface LibmagicFacts extends Pick<FileFacts, 'description'> {
  readonly mime_type: MimeType;
}

/** What libmagic said when the file came in, in a document's words; nothing where it said nothing. */
export function libmagicFacts({ magic }: Pick<SubmittedFile, 'magic'>): Partial<LibmagicFacts> {
  return magic === undefined ? {} : { mime_type: magic.mimeType, description: magic.description };
}
