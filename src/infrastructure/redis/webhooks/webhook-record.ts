import type { WebhookChange } from '#application/ports/webhook-store.port';
import type { Webhook, WebhookId } from '#domain/webhooks/webhook';
import { WEBHOOK_EVENTS } from '#domain/webhooks/webhook-event';

/** A webhook as a hash: a field each, so that two changes at once do not undo one another. */
export type WebhookRecord = Readonly<Record<string, string>>;

export function toWebhookRecord(webhook: Webhook): WebhookRecord {
  const { id, ownerId, createdAt } = webhook;
  const { set } = changedFields(webhook);
  return { id, owner: ownerId, created_at: String(createdAt), ...Object.fromEntries(set) };
}

/** Fields to set, and those to delete. */
export function changedFields(change: WebhookChange): {
  readonly set: readonly (readonly [string, string])[];
  readonly gone: readonly string[];
} {
  const { url, events, description, seed, oldSeed, disabledAt, disabledBecause } = change;
  const fields: readonly (readonly [string, string | null | undefined])[] = [
    ['url', url],
    ['events', events?.join(',')],
    ['description', description],
    ['seed', seed],
    ['old_seed', oldSeed && JSON.stringify(oldSeed)],
    ['disabled_at', typeof disabledAt === 'number' ? String(disabledAt) : disabledAt],
    ['disabled_because', disabledBecause],
  ];
  return {
    set: fields.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])),
    gone: fields.flatMap(([name, value]) => (value === null ? [name] : [])),
  };
}

/** `undefined` where there is none. */
export function fromWebhookRecord(record: WebhookRecord): Webhook | undefined {
  const { id, owner, url, events, seed, description, old_seed: oldSeed } = record;
  const { created_at: createdAt, disabled_at: disabledAt, disabled_because: disabledBecause } = record;
  if (id === undefined || owner === undefined || url === undefined || seed === undefined) return undefined;
  const named = new Set(events?.split(','));
  return {
    id: id as WebhookId,
    ownerId: owner,
    url,
    seed,
    // One that a later version knows is left out here, and kept in the record.
    events: WEBHOOK_EVENTS.filter((event) => named.has(event)),
    createdAt: Number(createdAt),
    ...(description !== undefined && { description }),
    ...(oldSeed !== undefined && { oldSeed: JSON.parse(oldSeed) as NonNullable<Webhook['oldSeed']> }),
    ...(disabledAt !== undefined && { disabledAt: Number(disabledAt) }),
    ...(disabledBecause !== undefined && { disabledBecause }),
  };
}
