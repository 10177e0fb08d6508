import type { ExecutableHeader } from '#domain/shared/executable-header';
import { UNKNOWN_MIME_TYPE } from '#domain/shared/mime-type';
import type { ContentWarning } from './content-warning';
import type { KnownType } from './known-types';
import { knownTypeOf, typeOfExtension, typeOfLabel } from './known-types';
import type { LibmagicVerdict } from './libmagic-verdict';
import { extensionOf } from './magic-file-name';

const LONGEST_QUOTE = 80;

/** When the name promises a kind of file that the content is not. An extension that promises nothing is never wrong. */
export function extensionWarning(
  fileName: string,
  { mimeType, extensions, description }: LibmagicVerdict,
  header: ExecutableHeader | undefined,
): ContentWarning | undefined {
  const extension = extensionOf(fileName);
  const promised = extension === undefined ? undefined : typeOfExtension(extension);
  if (extension === undefined || promised === undefined || extensions.includes(extension)) return undefined;
  const actual = header === undefined ? knownTypeOf(mimeType) : typeOfLabel(header.format);
  const isUnknown = header === undefined && mimeType === UNKNOWN_MIME_TYPE;
  if (isUnknown ? promised.isElusive === true : agrees(promised, actual)) return undefined;
  const found = isUnknown ? 'the content is not recognised' : `the content is ${mimeType} (${brief(description)})`;
  return { code: 'extension_mismatch', message: `The name ends in .${extension}, but ${found}.` };
}

function agrees(promised: KnownType, actual: KnownType | undefined): boolean {
  return actual !== undefined && (actual === promised || actual.also?.includes(promised.label) === true);
}

function brief(description: string): string {
  const { length } = description;
  return length <= LONGEST_QUOTE ? description : `${description.slice(0, LONGEST_QUOTE - 3)}...`;
}
