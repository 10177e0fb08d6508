import type { Truncation } from '#domain/document/parts';
import { RELATION_LIMITS } from './bounded-lists';
import type { Relations } from './relations';

const CUT = `A function has at most ${RELATION_LIMITS.list} of each kind, in limited space.`;
const USERS_CUT = `The lists of users hold ${RELATION_LIMITS.users} addresses together.`;
const NO_CALL_PLACES = `The places of calls are told where they are ${RELATION_LIMITS.callSites} at most.`;

/** What the document says of relations that were found and are not in it. */
export function relationTruncations({
  total,
  kept,
  users,
  lacksCallPlaces,
}: Pick<Relations, 'total' | 'kept' | 'users' | 'lacksCallPlaces'>): readonly Truncation[] {
  const section = 'relations';
  return [
    ...(kept < total ? [{ section, kept, total, reason: CUT } as const] : []),
    ...(users.kept < users.total ? [{ section, ...users, reason: USERS_CUT } as const] : []),
    ...(lacksCallPlaces ? [{ section, kept: 0, reason: NO_CALL_PLACES } as const] : []),
  ];
}
