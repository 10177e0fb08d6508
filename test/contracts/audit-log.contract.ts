import type { AuditLog } from '#application/ports/audit-log.port';
import type { AuditEntry } from '#domain/access/audit-entry';
import { DAY_MS } from '#domain/shared/quantities';

export interface AuditLogSubject {
  readonly log: AuditLog;
  /** Lets milliseconds go by, without waiting for them. */
  readonly pass: (milliseconds: number) => Promise<void>;
}

const entry = (resourceId: string): AuditEntry => ({ keyId: 'anna', operation: 'read_result', resourceId });

/** What `AuditLog` promises. `makeSubject` gives an empty one. */
export function describeAuditLogContract(name: string, makeSubject: () => Promise<AuditLogSubject>): void {
  describe(`${name} keeps the contract of AuditLog`, () => {
    let subject: AuditLogSubject;

    beforeEach(async () => {
      subject = await makeSubject();
    });

    const resources = async (offset: number, limit: number): Promise<readonly string[]> =>
      (await subject.log.list(offset, limit)).entries.map(({ resourceId }) => resourceId);

    it('says who did what to which resource, and when', async () => {
      await subject.log.record({ keyId: 'key', operation: 'create_key', resourceId: 'operation' });
      const { entries, total } = await subject.log.list(0, 10);
      expect(total).toBe(1);
      expect(entries).toEqual([
        { keyId: 'key', operation: 'create_key', resourceId: 'operation', at: expect.any(Number) as number },
      ]);
    });

    it('lists pages, newest first', async () => {
      for (const resource of ['a', 'b', 'c', 'd', 'e']) await subject.log.record(entry(resource));
      expect(await resources(0, 2)).toEqual(['e', 'd']);
      expect(await resources(2, 2)).toEqual(['c', 'b']);
      expect(await resources(4, 2)).toEqual(['a']);
      expect(await resources(6, 2)).toEqual([]);
      expect((await subject.log.list(6, 2)).total).toBe(5);
    });

    it('lists nothing while nothing was done', async () => {
      expect(await subject.log.list(0, 10)).toEqual({ entries: [], total: 0 });
    });

    it('forgets what is older than 90 days', async () => {
      await subject.log.record(entry('old'));
      await subject.pass(89 * DAY_MS);
      await subject.log.record(entry('new'));
      expect(await resources(0, 10)).toEqual(['new', 'old']);
      await subject.pass(2 * DAY_MS);
      expect(await subject.log.list(0, 10)).toMatchObject({ total: 1, entries: [{ resourceId: 'new' }] });
    });
  });
}
