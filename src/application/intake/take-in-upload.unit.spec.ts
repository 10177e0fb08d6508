import type { ReceivedSample } from '#application/ports/sample-store.port';
import type { JobId } from '#domain/jobs/analysis-job';
import { newJobId } from '#domain/jobs/analysis-job';
import { DomainError } from '#domain/shared/domain-error';
import { fileName } from '#domain/shared/file-name';
import { elfBytes } from '#test/builders/elf-bytes';
import { FakeFileIdentifier } from '#test/fakes/fake-file-identifier';
import { FakeSampleStore } from '#test/fakes/fake-sample-store';
import { FakeUploadStore } from '#test/fakes/fake-upload-store';
import { TakeInSample } from './take-in-sample';
import { TakeInUpload } from './take-in-upload';

class AwayWhenKept extends FakeSampleStore {
  isAway = true;

  override keep(sample: ReceivedSample, job: JobId): Promise<void> {
    if (!this.isAway) return super.keep(sample, job);
    return Promise.reject(new DomainError('SERVICE_UNAVAILABLE', 'Where samples are kept cannot be reached.'));
  }
}

describe('taking in an upload', () => {
  it('leaves nothing of a file that cannot be kept, which may be sent again', async () => {
    const [samples, uploads] = [new AwayWhenKept(), new FakeUploadStore()];
    const content = elfBytes();
    const announced = { id: newJobId(), ownerId: 'local', fileName: fileName('a'), size: content.length };
    const upload = { ...announced, expiresAt: Number.MAX_SAFE_INTEGER, state: 'awaited' } as const;
    await uploads.create(upload, 60_000);
    const takeIn = new TakeInUpload(uploads, samples, new TakeInSample(samples, new FakeFileIdentifier()));
    const send = async (): Promise<unknown> =>
      takeIn.execute(
        upload,
        (async function* () {
          yield await Promise.resolve(content);
        })(),
        content.length,
        new AbortController().signal,
      );
    await expect(send()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(samples.files).toEqual([]);
    samples.isAway = false;
    await send();
    expect([samples.files.length, (await uploads.find(upload.id))?.state]).toEqual([1, 'received']);
  });
});
