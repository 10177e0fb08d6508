import { HttpStatus } from '@nestjs/common';
import type { Response } from 'express';

import type { ResultReading } from '#application/analysis/read-result';
import type { AnalysisJob } from '#domain/jobs/analysis-job';
import type { ItemReference } from '#domain/results/item-reference';
import { parseReference } from '#domain/results/item-reference';
import { DomainError } from '#domain/shared/domain-error';
import type { Answer } from '#presentation/http/answer/envelope';
import { isNotModified } from '#presentation/http/answer/not-modified';
import type { Reading } from './asked';
import type { ProgressView } from './progress-view';

/** 202 with how far it is. */
export async function notYet(progress: ProgressView, job: AnalysisJob, response: Response): Promise<Answer<unknown>> {
  response.status(HttpStatus.ACCEPTED).setHeader('Retry-After', 1);
  return { data: await progress.of(job) };
}

/** As `isNotModified`; what is made of what is known so far is not for keeping. */
export function isKnown(
  { request, response }: Reading,
  { stages }: Extract<ResultReading<unknown>, { readonly ready: true }>,
  ...parts: readonly string[]
): boolean {
  const hasIt = isNotModified(request, response, ...parts);
  if (stages !== undefined) response.setHeader('Cache-Control', 'no-store');
  return hasIt;
}

/** @throws DomainError `INVALID_OPTION` for what names nothing. */
export function referenceOf(
  field: string,
  text: string,
): { readonly reference: ItemReference; readonly field: string } {
  const reference = parseReference(text);
  if (reference !== undefined) return { reference, field };
  throw new DomainError('INVALID_OPTION', 'The reference cannot be read.', {
    details: [{ field, message: 'must be an address, such as 0x401000, or a name; of a string, str: and its address' }],
    remediation: 'Take the address from the list of functions.',
  });
}
