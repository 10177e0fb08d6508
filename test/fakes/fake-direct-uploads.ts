import type { DirectAddress, ExpectedFile } from '#application/ports/direct-uploads.port';
import { DirectUploads } from '#application/ports/direct-uploads.port';
import type { JobId } from '#domain/jobs/analysis-job';

/** A place in memory; nobody is told to send there until `isOffered`. */
export class FakeDirectUploads extends DirectUploads {
  isOffered = false;
  private readonly sent = new Map<JobId, { readonly bytes: Uint8Array; readonly at: number }>();

  /** What a client does with the address that it was given. */
  send(id: JobId, bytes: Uint8Array): void {
    this.sent.set(id, { bytes, at: performance.now() });
  }

  get ids(): readonly JobId[] {
    return [...this.sent.keys()];
  }

  addressOf({ id }: ExpectedFile): Promise<DirectAddress | undefined> {
    return Promise.resolve(this.isOffered ? { url: `https://elsewhere.example/${id}`, headers: {} } : undefined);
  }

  sizeOf(id: JobId): Promise<number | undefined> {
    return Promise.resolve(this.sent.get(id)?.bytes.length);
  }

  async fetch<Result>(
    id: JobId,
    use: (content: AsyncIterable<Uint8Array>) => Promise<Result>,
  ): Promise<Result | undefined> {
    const found = this.sent.get(id);
    return found === undefined ? undefined : use(once(found.bytes));
  }

  remove(id: JobId): Promise<void> {
    this.sent.delete(id);
    return Promise.resolve();
  }

  async sweep(isAwaited: (id: JobId) => Promise<boolean>, olderThanMs: number): Promise<number> {
    const before = performance.now() - olderThanMs;
    const count = this.sent.size;
    for (const [id, { at }] of this.sent) if (at < before && !(await isAwaited(id))) this.sent.delete(id);
    return count - this.sent.size;
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield await Promise.resolve(bytes);
}
