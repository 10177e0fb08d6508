import type { DirectAddress, DirectUploads } from '#application/ports/direct-uploads.port';
import type { JobId } from '#domain/jobs/analysis-job';
import { newJobId } from '#domain/jobs/analysis-job';

export interface DirectUploadsSubject {
  readonly uploads: DirectUploads;
  /** What a client does with an address. */
  readonly send: (id: JobId, address: DirectAddress, bytes: Uint8Array) => Promise<void>;
  /** Lets so much time go by that everything now there is older than `sweepAgeMs`. */
  readonly age: () => Promise<void>;
  readonly sweepAgeMs: number;
}

const LIFE_MS = 60_000;
const BYTES = Buffer.from('what was sent');

/** What `DirectUploads` promises where there is such a place. `makeSubject` gives an empty one. */
export function describeDirectUploadsContract(name: string, makeSubject: () => Promise<DirectUploadsSubject>): void {
  describe(`${name} keeps the contract of DirectUploads`, () => {
    let subject: DirectUploadsSubject;

    beforeEach(async () => {
      subject = await makeSubject();
    });

    const sent = async (bytes: Buffer = BYTES): Promise<JobId> => {
      const id = newJobId();
      const address = await subject.uploads.addressOf({ id, size: bytes.length }, LIFE_MS);
      expect(address?.url).toMatch(/^https?:\/\//);
      await subject.send(id, address!, bytes);
      return id;
    };
    const fetched = (id: JobId): Promise<Buffer | undefined> =>
      subject.uploads.fetch(id, async (content) => {
        const chunks: Uint8Array[] = [];
        for await (const chunk of content) chunks.push(chunk);
        return Buffer.concat(chunks);
      });

    it('has nothing of what nobody has sent', async () => {
      const id = newJobId();
      expect([await subject.uploads.sizeOf(id), await fetched(id)]).toEqual([undefined, undefined]);
      await subject.uploads.remove(id);
    });

    it('gives what was sent, as often as it is asked, until it is removed', async () => {
      const id = await sent();
      expect(await subject.uploads.sizeOf(id)).toBe(BYTES.length);
      expect([await fetched(id), await fetched(id)]).toEqual([BYTES, BYTES]);
      await subject.uploads.remove(id);
      await subject.uploads.remove(id);
      expect([await subject.uploads.sizeOf(id), await fetched(id)]).toEqual([undefined, undefined]);
    });

    it('lets the one who reads refuse', async () => {
      const id = await sent();
      await expect(subject.uploads.fetch(id, () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
    });

    it('sweeps what is old and that nobody awaits', async () => {
      const { uploads, age, sweepAgeMs } = subject;
      const [awaited, left] = [await sent(), await sent()];
      expect(await uploads.sweep(() => Promise.resolve(false), 60_000)).toBe(0);
      await age();
      expect(await uploads.sweep((id) => Promise.resolve(id === awaited), sweepAgeMs)).toBe(1);
      expect([await uploads.sizeOf(left), await uploads.sizeOf(awaited)]).toEqual([undefined, BYTES.length]);
    });
  });
}
