import type { Clock } from '#application/ports/clock.port';
import type { ArrivedFile, SignedUpload, UploadState } from '#application/ports/upload-store.port';
import { UploadStore } from '#application/ports/upload-store.port';
import type { JobId } from '#domain/jobs/analysis-job';
import { FakeClock } from './fake-clock';

/** Uploads in memory. */
export class FakeUploadStore extends UploadStore {
  private readonly uploads = new Map<JobId, { readonly upload: SignedUpload; readonly until: number }>();
  private readonly begun = new Map<JobId, { readonly name: string; readonly until: number }>();

  constructor(private readonly clock: Clock = new FakeClock()) {
    super();
  }

  async create(upload: Omit<SignedUpload, 'state' | 'file'>, lifeMs: number): Promise<void> {
    await Promise.resolve();
    this.uploads.set(upload.id, { upload: { ...upload, state: 'awaited' }, until: this.clock.now() + lifeMs });
  }

  async find(id: JobId): Promise<SignedUpload | undefined> {
    await Promise.resolve();
    const entry = this.uploads.get(id);
    return entry !== undefined && entry.until > this.clock.now() ? entry.upload : undefined;
  }

  async begin(id: JobId, mayLastMs: number): Promise<string | undefined> {
    await Promise.resolve();
    const now = this.clock.now();
    const isOver = (this.begun.get(id)?.until ?? now) <= now;
    const begins = this.move(id, 'awaited', { state: 'arriving' }) || (isOver && this.move(id, 'arriving', {}));
    if (!begins) return undefined;
    const name = `begun-${Math.random()}`;
    this.begun.set(id, { name, until: now + mayLastMs });
    return name;
  }

  async settle(id: JobId, begun: string, file: ArrivedFile | undefined, lifeMs: number): Promise<boolean> {
    if (this.begun.get(id)?.name !== begun) return false;
    if (file === undefined) return this.step(id, 'arriving', { state: 'awaited' });
    return this.step(id, 'arriving', { state: 'received', file }, this.clock.now() + lifeMs);
  }

  take(id: JobId): Promise<boolean> {
    return this.step(id, 'received', { state: 'used' });
  }

  secret(): Promise<Uint8Array> {
    return Promise.resolve(Buffer.from('not much of a secret'));
  }

  private async step(id: JobId, from: UploadState, change: Partial<SignedUpload>, until?: number): Promise<boolean> {
    await Promise.resolve();
    return this.move(id, from, change, until);
  }

  private move(id: JobId, from: UploadState, change: Partial<SignedUpload>, until?: number): boolean {
    const entry = this.uploads.get(id);
    if (entry === undefined || entry.until <= this.clock.now() || entry.upload.state !== from) return false;
    this.uploads.set(id, { upload: { ...entry.upload, ...change }, until: until ?? entry.until });
    return true;
  }
}
