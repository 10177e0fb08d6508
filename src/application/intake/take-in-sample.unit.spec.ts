import { DomainError } from '#domain/shared/domain-error';
import { elfBytes } from '#test/builders/elf-bytes';
import { behindStub, peBytes } from '#test/builders/pe-bytes';
import { FakeFileIdentifier } from '#test/fakes/fake-file-identifier';
import { FakeSampleStore } from '#test/fakes/fake-sample-store';
import { TakeInSample } from './take-in-sample';

class CountingIdentifier extends FakeFileIdentifier {
  calls = 0;

  override identify(...args: Parameters<FakeFileIdentifier['identify']>): ReturnType<FakeFileIdentifier['identify']> {
    this.calls += 1;
    return super.identify(...args);
  }
}

describe('taking in a sample', () => {
  const samples = new FakeSampleStore();
  let identifier: CountingIdentifier;

  beforeEach(() => {
    identifier = new CountingIdentifier();
  });

  async function* once(content: Uint8Array): AsyncGenerator<Uint8Array, void> {
    yield await Promise.resolve(content);
  }
  const takeIn = (content: Uint8Array, accept = (): void => undefined): ReturnType<TakeInSample['execute']> =>
    new TakeInSample(samples, identifier).execute(
      once(content),
      { maxBytes: 1_000_000, ownerId: 'key' },
      new AbortController().signal,
      accept,
    );

  it('asks libmagic what an executable is', async () => {
    const { received, ...learned } = await takeIn(elfBytes());
    expect(learned).toMatchObject({
      verdict: { outcome: 'executable' },
      magic: { description: 'ELF', mimeType: 'application/x-executable' },
    });
    await samples.discard(received);
  });

  it('reads a header that lies beyond the head', async () => {
    const { received, verdict } = await takeIn(behindStub(peBytes(), 0x11000));
    expect(verdict).toMatchObject({ outcome: 'executable', header: { format: 'pe' } });
    await samples.discard(received);
  });

  it('goes on without libmagic', async () => {
    identifier.fault = new DomainError('SERVICE_UNAVAILABLE', 'There is no libmagic.');
    const { received, ...learned } = await takeIn(elfBytes());
    expect(learned).toMatchObject({ verdict: { outcome: 'executable' } });
    expect(learned).not.toHaveProperty('magic');
    await samples.discard(received);
  });

  it('does not ask about what is never analysed', async () => {
    const { received, verdict } = await takeIn(Buffer.from('just words\n'));
    expect([verdict.outcome, identifier.calls]).toEqual(['unsupported', 0]);
    await samples.discard(received);
  });

  it('keeps nothing of what is refused, and asks nobody about it', async () => {
    const refusing = takeIn(elfBytes(), () => {
      throw new DomainError('INVALID_OPTION', 'It is not the one that was announced.');
    });
    await expect(refusing).rejects.toMatchObject({ code: 'INVALID_OPTION' });
    expect([samples.files, identifier.calls]).toEqual([[], 0]);
  });
});
