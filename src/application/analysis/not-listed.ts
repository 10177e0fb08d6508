import type { StoredFunctionCode } from '#application/ports/result-cache.port';
import type { FunctionInfo } from '#domain/document/functions';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import { isListed, LISTED_ARCHITECTURES } from '#domain/listing/listed-code';
import { DomainError } from '#domain/shared/domain-error';

/** Why a function of a result has no listing. */
export function whyNotListed(
  { address }: FunctionInfo,
  { keepsCode }: StoredFunctionCode,
  { file, options }: Pick<AnalysisJob, 'file' | 'options'>,
): DomainError {
  if (options.depth === 'quick') {
    return refusal('At quick depth no code is kept to be listed.', 'Send the file again, at standard depth.');
  }
  if (!isListed(file.header.architecture)) {
    return refusal(
      `Code for ${file.header.architecture} is not listed.`,
      `Listed are ${LISTED_ARCHITECTURES.join(', ')}; the functions of others have no listing.`,
    );
  }
  if (!keepsCode) {
    return refusal(
      'The code of this file is not kept.',
      'Where metadata.stages says that code was read, send the file again: earlier versions kept none.',
    );
  }
  return refusal(
    `The code of the function at ${address} is not kept.`,
    'It lies outside of the code, or metadata.truncated of the summary says how much is kept; comprehensive depth keeps more.',
  );
}

function refusal(message: string, remediation: string): DomainError {
  return new DomainError('NOT_FOUND', message, { remediation });
}
