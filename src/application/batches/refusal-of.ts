import type { EntryRefusal, EntryRefusalCode } from '#domain/batches/entry-refusal';
import { ENTRY_REFUSAL_CODES, EntryRefused } from '#domain/batches/entry-refusal';
import { DomainError } from '#domain/shared/domain-error';

/** Not of one entry: nothing can be taken in at all. */
const OF_ALL: ReadonlySet<EntryRefusalCode> = new Set(['SERVICE_UNAVAILABLE', 'INTERNAL_ERROR']);

/** Why one entry was not taken in. @throws what is no refusal of one entry. */
export function refusalOf(error: unknown): EntryRefusal {
  if (error instanceof EntryRefused) return error.refusal;
  if (!(error instanceof DomainError)) throw error;
  const code = ENTRY_REFUSAL_CODES.find((known) => known === error.code);
  if (code === undefined || OF_ALL.has(code)) throw error;
  return { code, message: error.message, advice: error.remediation ?? 'Send it again.' };
}
