import { notReady } from '../file/use-file';
import type { FactPage } from '../service/shapes';

/** A page of facts, of all that a route may answer. @throws Refusal it is still being made */
export function factPage(answer: { readonly data: unknown } | string): FactPage {
  const data = typeof answer === 'string' ? undefined : answer.data;
  if (typeof data !== 'object' || data === null || !('facts' in data)) throw notReady();
  return data as FactPage;
}
