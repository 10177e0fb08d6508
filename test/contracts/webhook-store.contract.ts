import type { WebhookStore } from '#application/ports/webhook-store.port';
import type { Webhook } from '#domain/webhooks/webhook';
import { newSeed, newWebhookId } from '#domain/webhooks/webhook';
import { NOON } from '#test/builders/job';

export function aWebhook(facts: Partial<Webhook> = {}): Webhook {
  return {
    id: newWebhookId(),
    ownerId: 'key-1',
    url: 'https://ci.example.com/',
    events: ['analysis.completed', 'analysis.failed'],
    seed: newSeed(),
    createdAt: NOON,
    ...facts,
  };
}

/** What `WebhookStore` promises. */
export function describeWebhookStoreContract(name: string, makeStore: () => Promise<WebhookStore>): void {
  describe(`${name} keeps the contract of WebhookStore`, () => {
    it('keeps what was made, to its owner, oldest first', async () => {
      const store = await makeStore();
      const [later, first, others] = [
        aWebhook({ createdAt: NOON + 1, description: 'later' }),
        aWebhook(),
        aWebhook({ ownerId: 'key-2' }),
      ];
      for (const each of [later, first, others]) expect(await store.create(each, 5)).toBe(true);
      expect(await store.find(first.id)).toEqual(first);
      expect(await store.find(newWebhookId())).toBeUndefined();
      expect(await store.ofOwner('key-1')).toEqual([first, later]);
      expect(await store.ofOwner('key-3')).toEqual([]);
    });

    it('gives a key as many as it may have, also at once', async () => {
      const store = await makeStore();
      const made = await Promise.all(Array.from({ length: 8 }, () => store.create(aWebhook(), 3)));
      expect(made.filter(Boolean)).toHaveLength(3);
      const [one] = await store.ofOwner('key-1');
      await store.remove(one!);
      expect(await store.create(aWebhook(), 3)).toBe(true);
      expect(await store.create(aWebhook(), 3)).toBe(false);
    });

    it('changes what is named, and nothing else', async () => {
      const store = await makeStore();
      const webhook = aWebhook();
      await store.create({ ...webhook, description: 'one' }, 5);
      const oldSeed = { seed: webhook.seed, until: NOON + 5 };
      expect(
        await store.change(webhook.id, { seed: 'new', oldSeed, disabledAt: NOON, disabledBecause: 'gone' }),
      ).toEqual({
        ...webhook,
        description: 'one',
        seed: 'new',
        oldSeed,
        disabledAt: NOON,
        disabledBecause: 'gone',
      });
      await store.change(webhook.id, { url: 'https://b.example.com/', description: null, events: ['analysis.failed'] });
      await store.change(webhook.id, { disabledAt: null, disabledBecause: null });
      await store.change(webhook.id, {});
      const after = { ...webhook, seed: 'new', oldSeed, url: 'https://b.example.com/', events: ['analysis.failed'] };
      expect(await store.find(webhook.id)).toEqual(after);
    });

    it('brings none back that was removed', async () => {
      const store = await makeStore();
      const webhook = aWebhook();
      await store.create(webhook, 5);
      await store.remove(webhook);
      await store.remove(webhook);
      expect(await store.change(webhook.id, { url: 'https://b.example.com/' })).toBeUndefined();
      expect([await store.find(webhook.id), await store.ofOwner('key-1')]).toEqual([undefined, []]);
    });
  });
}
