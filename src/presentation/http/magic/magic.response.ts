import type { IdentifiedFile } from '#domain/identification/identified-file';
import type { RequestId } from '#domain/shared/request-id';

/** The answer of both routes that identify. */
export function identityAnswer(requestId: RequestId, identity: IdentifiedFile): object {
  const { fileName, mimeType, description, encoding, extensions, size, sha256, label, executable, warnings } = identity;
  return {
    request_id: requestId,
    filename: fileName,
    mime_type: mimeType,
    description,
    encoding,
    extensions,
    size,
    sha256: sha256 ?? null,
    label,
    executable: executable ?? null,
    warnings,
  };
}
