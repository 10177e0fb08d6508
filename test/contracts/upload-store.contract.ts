import type { ArrivedFile, UploadStore } from '#application/ports/upload-store.port';
import { newJobId } from '#domain/jobs/analysis-job';
import { fileName } from '#domain/shared/file-name';
import { mimeType } from '#domain/shared/mime-type';
import { sha256 } from '#domain/shared/sha256';
import { NOON } from '#test/builders/job';

export interface UploadStoreSubject {
  readonly store: UploadStore;
  /** Lets so much time go by. */
  readonly pass: (milliseconds: number) => Promise<void>;
}

const LIFE_MS = 600_000;
const MAY_LAST_MS = 60_000;
const FILE: ArrivedFile = {
  md5: 'a'.repeat(32),
  sha1: 'b'.repeat(40),
  sha256: sha256('d'.repeat(64)),
  verdict: { outcome: 'unsupported', name: 'text' },
  magic: { description: 'ASCII text', mimeType: mimeType('text/plain') },
  intakeMs: 3,
};

/** What `UploadStore` promises. */
export function describeUploadStoreContract(name: string, makeSubject: () => Promise<UploadStoreSubject>): void {
  describe(`${name} keeps the contract of UploadStore`, () => {
    let subject: UploadStoreSubject;
    const announced = { ownerId: 'key-1', fileName: fileName('a.bin'), size: 5, expiresAt: NOON };
    const create = async (lifeMs = LIFE_MS): Promise<ReturnType<typeof newJobId>> => {
      const id = newJobId();
      await subject.store.create({ ...announced, id }, lifeMs);
      return id;
    };

    beforeEach(async () => {
      subject = await makeSubject();
    });

    it('keeps what was announced, for its time', async () => {
      const { store, pass } = subject;
      const id = await create(60_000);
      expect(await store.find(id)).toEqual({ ...announced, id, state: 'awaited' });
      expect(await store.find(newJobId())).toBeUndefined();
      await pass(61_000);
      expect(await store.find(id)).toBeUndefined();
      expect(await store.begin(id, MAY_LAST_MS)).toBeUndefined();
    });

    const begin = async (id: ReturnType<typeof newJobId>): Promise<string> =>
      String(await subject.store.begin(id, MAY_LAST_MS));

    it('lets one of many begin, and one of many take', async () => {
      const { store } = subject;
      const id = await create();
      expect(await store.take(id)).toBe(false);
      const begun = await Promise.all(Array.from({ length: 10 }, () => store.begin(id, MAY_LAST_MS)));
      const [one = '', ...others] = begun.filter((name) => name !== undefined);
      expect(others).toEqual([]);
      expect(await store.settle(id, one, FILE, LIFE_MS)).toBe(true);
      expect(await store.find(id)).toEqual({ ...announced, id, state: 'received', file: FILE });
      const taken = await Promise.all(Array.from({ length: 10 }, () => store.take(id)));
      expect(taken.filter(Boolean)).toHaveLength(1);
      expect(await store.find(id)).toMatchObject({ state: 'used' });
    });

    it('waits for the file again when none has arrived', async () => {
      const { store } = subject;
      const id = await create();
      await store.settle(id, await begin(id), undefined, LIFE_MS);
      expect(await store.find(id)).toMatchObject({ state: 'awaited' });
      expect(await store.begin(id, MAY_LAST_MS)).toBeDefined();
    });

    it('lets one of many take over from one that has lasted longer than it may', async () => {
      const { store, pass } = subject;
      const id = await create();
      const cutOff = await begin(id);
      await pass(MAY_LAST_MS - 20_000);
      expect(await store.begin(id, MAY_LAST_MS)).toBeUndefined();
      await pass(21_000);
      const begun = await Promise.all(Array.from({ length: 10 }, () => store.begin(id, MAY_LAST_MS)));
      const [one = '', ...others] = begun.filter((name) => name !== undefined);
      expect(others).toEqual([]);
      expect(await store.settle(id, cutOff, undefined, LIFE_MS)).toBe(false);
      expect(await store.settle(id, one, FILE, LIFE_MS)).toBe(true);
      await pass(MAY_LAST_MS + 1000);
      expect([await store.begin(id, MAY_LAST_MS), (await store.find(id))?.state]).toEqual([undefined, 'received']);
    });

    it('keeps a file that has arrived for its time from then on', async () => {
      const { store, pass } = subject;
      const id = await create(60_000);
      await store.settle(id, await begin(id), FILE, LIFE_MS);
      await pass(61_000);
      expect(await store.find(id)).toMatchObject({ state: 'received' });
    });

    it('has one secret', async () => {
      const secrets = await Promise.all([subject.store.secret(), subject.store.secret()]);
      expect(secrets[0].length).toBeGreaterThan(15);
      expect(secrets[1]).toEqual(secrets[0]);
    });
  });
}
