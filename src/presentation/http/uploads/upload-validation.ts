import type { SignedUpload } from '#application/ports/upload-store.port';
import { mimeTypeOf } from '#domain/identification/header-mime-type';
import type { HeaderVerdict } from '#domain/shared/executable-header';

/** Whether an upload can be analysed, and what it is, as far as it has arrived. */
export function validationOf({ file, state, size }: SignedUpload): object {
  if (file === undefined) {
    const problems = [state === 'arriving' ? 'The file is being taken in.' : 'The file has not arrived yet.'];
    return { valid: false, detected_format: null, mime_type: null, size: null, sha256: null, problems };
  }
  const problems = [...problemsOf(file.verdict), ...(state === 'used' ? ['It has been analysed already.'] : [])];
  return {
    valid: problems.length === 0,
    detected_format: formatOf(file.verdict),
    mime_type: file.magic?.mimeType ?? mimeTypeOf(file.verdict),
    size,
    sha256: file.sha256,
    problems,
  };
}

function formatOf(verdict: HeaderVerdict): string {
  switch (verdict.outcome) {
    case 'executable':
      return verdict.header.format;
    case 'corrupt':
      return verdict.format;
    case 'unsupported':
      return verdict.name;
  }
}

function problemsOf(verdict: HeaderVerdict): readonly string[] {
  switch (verdict.outcome) {
    case 'executable':
      return [];
    case 'corrupt':
      return [`It starts as ${verdict.format.toUpperCase()} but cannot be read: ${verdict.reason}.`];
    case 'unsupported':
      return [`It is not an executable that can be analysed: ${verdict.name}.`];
  }
}
