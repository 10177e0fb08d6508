import { fileName } from '#domain/shared/file-name';
import { sha256 } from '#domain/shared/sha256';
import { AnalysisBench } from '#test/application/analysis-bench';
import { elfBytes } from '#test/builders/elf-bytes';
import { FETCH_OVER_MS, FetchUpload } from './fetch-upload';
import { FindUpload } from './find-upload';
import type { PreparedUpload } from './prepare-upload';
import { PrepareUpload } from './prepare-upload';
import { TakeInUpload } from './take-in-upload';
import { TakeUpload } from './take-upload';

describe('an upload that is sent past us', () => {
  const bench = new AnalysisBench();
  const { uploads, samples, direct, clock } = bench;
  const content = elfBytes();
  const takeIn = new TakeInUpload(uploads, samples, bench.takeIn);
  const fetch = new FetchUpload(new FindUpload(uploads), direct, takeIn);
  const prepare = (digest?: string): Promise<PreparedUpload> =>
    new PrepareUpload(uploads, direct, clock).execute({
      ownerId: 'local',
      fileName: fileName('a'),
      size: content.length,
      maxBytes: 1_000_000,
      ...(digest !== undefined && { sha256: sha256(digest) }),
    });

  beforeAll(() => {
    direct.isOffered = true;
  });

  it('is taken in when it is asked for, once, and deleted where it was', async () => {
    const { id, direct: address } = await prepare();
    expect(address?.url).toContain(id);
    expect(await fetch.execute(id, 'local')).toMatchObject({ state: 'awaited' });
    direct.send(id, content);
    await expect(fetch.execute(id, 'another')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { state, file } = await fetch.execute(id, 'local');
    expect([state, file?.verdict.outcome, direct.ids]).toEqual(['received', 'executable', []]);
    direct.send(id, Buffer.from('another one'));
    expect((await fetch.execute(id, 'local')).file).toEqual(file);
    expect(await samples.locate(file!.sha256, id)).toBeDefined();
  });

  it('of which a fetch was cut off is fetched again once that would be over, and says meanwhile that it is under way', async () => {
    const { id } = await prepare();
    direct.send(id, content);
    // As a killed process leaves it.
    await uploads.begin(id, FETCH_OVER_MS);
    const take = new TakeUpload(fetch, uploads, samples, { validatesHeader: true });
    expect(await fetch.execute(id, 'local')).toMatchObject({ state: 'arriving' });
    const underWay = { code: 'INVALID_TRANSITION', message: expect.stringContaining('being taken in') as string };
    await expect(take.execute(id, 'local')).rejects.toMatchObject(underWay);
    clock.advance(FETCH_OVER_MS + 1);
    expect((await take.execute(id, 'local')).sample.received.size).toBe(content.length);
  });

  it('that comes too slowly is away, and may be fetched again', async () => {
    const { id } = await prepare();
    direct.send(id, content);
    const late = AbortSignal.abort(new DOMException('late', 'TimeoutError'));
    const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(late);
    await expect(fetch.execute(id, 'local')).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    timeout.mockRestore();
    expect(await fetch.execute(id, 'local')).toMatchObject({ state: 'received' });
  });

  it('is fetched by one of those who ask at once; the others hear that it is under way', async () => {
    const { id } = await prepare();
    direct.send(id, content);
    const found = await Promise.all([fetch.execute(id, 'local'), fetch.execute(id, 'local')]);
    expect(found.map(({ state }) => state).sort()).toEqual(['arriving', 'received']);
  });

  it('is kept for its time also when it arrives at the last moment', async () => {
    const { id } = await prepare();
    clock.advance(14 * 60_000);
    direct.send(id, content);
    clock.advance(10 * 60_000);
    expect(await fetch.execute(id, 'local')).toMatchObject({ state: 'received' });
  });

  it.each([
    ['larger', Buffer.concat([content, content]), 'FILE_TOO_LARGE'],
    ['smaller', content.subarray(1), 'INVALID_OPTION'],
    ['empty', Buffer.alloc(0), 'INVALID_OPTION'],
    ['of another digest', content, 'INVALID_OPTION'],
  ])('that is %s is refused and deleted, and the right one may follow', async (how, bytes, code) => {
    const kept = samples.files.length;
    const { id } = await prepare(how === 'of another digest' ? 'e'.repeat(64) : undefined);
    direct.send(id, bytes);
    await expect(fetch.execute(id, 'local')).rejects.toMatchObject({ code });
    expect([direct.ids, samples.files.length]).toEqual([expect.not.arrayContaining([id]), kept]);
    expect(await fetch.execute(id, 'local')).toMatchObject({ state: 'awaited' });
  });

  it('is swept when nobody awaits it any more', async () => {
    const { id } = await prepare();
    direct.send(id, content);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await bench.reconcile.execute(0);
    expect(direct.ids).toContain(id);
    clock.advance(31 * 60_000);
    await bench.reconcile.execute(0);
    expect(direct.ids).toEqual([]);
  });
});
