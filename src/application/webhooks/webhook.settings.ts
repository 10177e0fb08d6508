import type { AddressRules } from '#domain/webhooks/webhook-address';

/** How webhooks are configured; bootstrap provides it. */
export abstract class WebhookSettings {
  /** What secrets are made with. */
  abstract readonly salt: string;
  /** Webhooks of one key. */
  abstract readonly mostPerKey: number;
  abstract readonly addresses: AddressRules;
}
