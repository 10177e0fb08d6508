import type { Webhook } from '#domain/webhooks/webhook';
import type { WebhookDelivery } from '#domain/webhooks/webhook-delivery';

/** What its owner sees of a webhook; its secret is in no answer but those that made it. */
export interface WebhookView {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly description: string | null;
  readonly enabled: boolean;
  readonly disabled_at: string | null;
  readonly disabled_because: string | null;
  readonly created_at: string;
}

export interface DeliveryView {
  readonly id: string;
  readonly type: string;
  readonly state: WebhookDelivery['state'];
  readonly created_at: string;
  readonly next_attempt_at: string | null;
  readonly attempts: readonly {
    readonly at: string;
    readonly elapsed_ms: number;
    readonly status: number | null;
    readonly fault: string | null;
  }[];
  /** What was sent, or will be. */
  readonly payload: unknown;
}

export function webhookView(webhook: Webhook): WebhookView {
  const { id, url, events, description, disabledAt, disabledBecause, createdAt } = webhook;
  return {
    id,
    url,
    events,
    description: description ?? null,
    enabled: disabledAt === undefined,
    disabled_at: timeOf(disabledAt),
    disabled_because: disabledBecause ?? null,
    created_at: new Date(createdAt).toISOString(),
  };
}

export function deliveryView({ id, type, state, createdAt, nextAt, attempts, payload }: WebhookDelivery): DeliveryView {
  return {
    id,
    type,
    state,
    created_at: new Date(createdAt).toISOString(),
    next_attempt_at: timeOf(nextAt),
    attempts: attempts.map(({ at, elapsedMs, status, fault }) => ({
      at: new Date(at).toISOString(),
      elapsed_ms: elapsedMs,
      status: status ?? null,
      fault: fault ?? null,
    })),
    payload: JSON.parse(payload) as unknown,
  };
}

function timeOf(milliseconds: number | undefined): string | null {
  return milliseconds === undefined ? null : new Date(milliseconds).toISOString();
}
