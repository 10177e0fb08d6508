import type { IdempotencyKeys, KeyedRequest } from '#application/ports/idempotency-keys.port';
import { newJobId } from '#domain/jobs/analysis-job';

function aRequest(fingerprint = 'f'): KeyedRequest {
  return { fingerprint, jobId: newJobId() };
}

/** What `IdempotencyKeys` promises. `makeKeys` gives one without any. */
export function describeIdempotencyKeysContract(name: string, makeKeys: () => Promise<IdempotencyKeys>): void {
  describe(`${name} keeps the contract of IdempotencyKeys`, () => {
    let keys: IdempotencyKeys;

    beforeEach(async () => {
      keys = await makeKeys();
    });

    it('answers everyone with the first', async () => {
      const first = aRequest('one');
      expect(await keys.claim('local', 'k', first)).toEqual(first);
      expect(await keys.claim('local', 'k', aRequest('other'))).toEqual(first);
    });

    it('keeps keys and owners apart', async () => {
      const requests = [aRequest(), aRequest(), aRequest()];
      expect(await keys.claim('local', 'k', requests[0]!)).toEqual(requests[0]);
      expect(await keys.claim('local', 'l', requests[1]!)).toEqual(requests[1]);
      expect(await keys.claim('another', 'k', requests[2]!)).toEqual(requests[2]);
    });

    it('knows one first of 30 at once', async () => {
      const answers = await Promise.all(Array.from({ length: 30 }, () => keys.claim('local', 'k', aRequest())));
      expect(new Set(answers.map(({ jobId }) => jobId)).size).toBe(1);
    });

    it('forgets a key for the job that has it, and for no other', async () => {
      const [first, second] = [aRequest(), aRequest()];
      await keys.claim('local', 'k', first);
      await keys.release('local', 'k', second.jobId);
      expect(await keys.claim('local', 'k', second)).toEqual(first);
      await keys.release('local', 'k', first.jobId);
      await keys.release('local', 'k', first.jobId);
      expect(await keys.claim('local', 'k', second)).toEqual(second);
    });
  });
}
