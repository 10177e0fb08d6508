import { FakeFileIdentifier } from '#test/fakes/fake-file-identifier';
import { FakeSampleStore } from '#test/fakes/fake-sample-store';
import type { IntakeSample } from './receive-upload';
import { ReceiveUpload } from './receive-upload';
import { TakeInSample } from './take-in-sample';

const DAMAGED = Buffer.from('\x7fELF, and nothing of what must follow');
const TEXT = Buffer.from('no executable at all');

describe('receiving an upload', () => {
  const samples = new FakeSampleStore();
  const receive = (validatesHeader: boolean, content: Uint8Array): Promise<IntakeSample> =>
    new ReceiveUpload(samples, new TakeInSample(samples, new FakeFileIdentifier()), { validatesHeader }).execute(
      (async function* () {
        yield await Promise.resolve(content);
      })(),
      { maxBytes: 1_000_000, ownerId: 'key' },
      new AbortController().signal,
    );

  it('refuses a header that cannot be read', async () => {
    await expect(receive(true, DAMAGED)).rejects.toMatchObject({ code: 'CORRUPT_BINARY' });
  });

  it('takes it for what it begins as where headers are not validated', async () => {
    const { header, received } = await receive(false, DAMAGED);
    expect(header).toMatchObject({ format: 'elf', architecture: 'unknown', kind: 'other' });
    await samples.discard(received);
  });

  it.each([true, false])('refuses what is no executable, validated or not (%s)', async (validatesHeader) => {
    await expect(receive(validatesHeader, TEXT)).rejects.toMatchObject({ code: 'UNSUPPORTED_FORMAT' });
  });
});
