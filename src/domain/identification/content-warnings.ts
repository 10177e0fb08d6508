import type { ByteSource } from '#domain/bytes/byte-source';
import { HEAD_BYTES } from '#domain/bytes/head-bytes';
import { nameOtherFile } from '#domain/executables/other-file-type';
import { readExecutableHeader } from '#domain/executables/read-executable-header';
import type { ExecutableHeader } from '#domain/shared/executable-header';
import type { ContentWarning } from './content-warning';
import { endOfZip } from './end-of-container';
import { dataBehindEnd } from './end-of-content';
import { extensionWarning } from './extension-warning';
import { knownTypeOf, typeOfLabel } from './known-types';
import type { LibmagicVerdict } from './libmagic-verdict';

/** As far from the start as readers look for the header of a PDF document. */
const PDF_WITHIN = 1024;
const ISO_MARK = 32_769;

export interface JudgedContent {
  readonly fileName: string;
  readonly source: ByteSource;
  /** The first `HEAD_BYTES`, or all of a smaller file. */
  readonly head: Uint8Array;
  readonly verdict: LibmagicVerdict;
  readonly label: string;
  readonly header: ExecutableHeader | undefined;
}

/** In this order: the name against the content, what lies behind the end, what else the file can be taken for. */
export async function contentWarnings(content: JudgedContent): Promise<readonly ContentWarning[]> {
  const mismatch = extensionWarning(content.fileName, content.verdict, content.header);
  const trailing = await trailingWarning(content);
  const multiple = await multipleTypesWarning(content);
  return [mismatch, trailing, multiple].filter((warning) => warning !== undefined);
}

async function trailingWarning({ source, label, header }: JudgedContent): Promise<ContentWarning | undefined> {
  const behind = await dataBehindEnd(source, label, header);
  if (behind === undefined) return undefined;
  const head = await source.read(behind.offset, Math.min(behind.size, HEAD_BYTES));
  const bytes = `${behind.size} ${behind.size === 1 ? 'byte follows' : 'bytes follow'}`;
  return {
    code: 'trailing_data',
    message: `${bytes} the end of the content at offset ${behind.offset} (${nameOf(head, behind.size)}).`,
  };
}

/** What is there beside what it was identified as, found by what its readers look for, wherever that is in the file. */
async function multipleTypesWarning({
  source,
  head,
  label,
  verdict,
}: JudgedContent): Promise<ContentWarning | undefined> {
  const others: string[] = [];
  if (!mayHoldZip(label, verdict) && (await endOfZip(source)) !== undefined) others.push('a ZIP archive');
  const pdf = Buffer.from(head.subarray(0, PDF_WITHIN)).indexOf('%PDF-', 0, 'latin1');
  if (pdf > 0 && label !== 'pdf' && verdict.encoding === 'binary') others.push('a PDF document');
  if (label !== 'iso' && isAt(head, 'CD001', ISO_MARK)) others.push('an ISO 9660 image');
  if (others.length === 0) return undefined;
  return {
    code: 'multiple_types',
    message: `It is ${verdict.mimeType}, and at the same time ${others.join(' and ')}.`,
  };
}

/** Archives that hold archives as they are would look like the last of them. */
function mayHoldZip(label: string, { mimeType }: LibmagicVerdict): boolean {
  const isZip = label === 'zip' || typeOfLabel(label)?.also?.includes('zip') === true;
  return isZip || mimeType.includes('zip') || ['tar', 'iso'].includes(knownTypeOf(mimeType)?.label ?? '');
}

function isAt(head: Uint8Array, magic: string, offset: number): boolean {
  return Buffer.from(head.subarray(offset, offset + magic.length)).toString('latin1') === magic;
}

function nameOf(head: Uint8Array, size: number): string {
  const verdict = readExecutableHeader(head, size);
  return verdict.outcome === 'executable'
    ? `${verdict.header.format.toUpperCase()} executable`
    : nameOtherFile(head, size);
}
