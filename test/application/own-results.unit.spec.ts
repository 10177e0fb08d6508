import { AnswerKnownContent } from '#application/analysis/answer-known-content';
import { DeleteAnalysis } from '#application/analysis/delete-analysis';
import { FindJob } from '#application/analysis/find-job';
import { ResultKeys } from '#application/analysis/result-keys';
import { FetchUpload } from '#application/intake/fetch-upload';
import { FindUpload } from '#application/intake/find-upload';
import { PrepareUpload } from '#application/intake/prepare-upload';
import { ReceiveSignedUpload } from '#application/intake/receive-signed-upload';
import { TakeInUpload } from '#application/intake/take-in-upload';
import { TakeUpload } from '#application/intake/take-upload';
import { EVERYTHING } from '#domain/results/section-query';
import { address } from '#domain/shared/address';
import { fileName } from '#domain/shared/file-name';
import { requestId } from '#domain/shared/request-id';
import { elfBytes } from '#test/builders/elf-bytes';
import { someOptions } from '#test/builders/job';
import { AnalysisBench, chunksOf } from './analysis-bench';

const NOT_FOUND = expect.objectContaining({ code: 'NOT_FOUND' }) as Error;
const running = new AbortController().signal;

describe('what belongs to another key', () => {
  let bench: AnalysisBench;

  beforeEach(async () => {
    bench = new AnalysisBench();
    await bench.worker('worker-1');
  });

  it('is a result that does not exist, in every part of it', async () => {
    const { id } = await bench.submitted();
    await bench.work();
    const { read } = bench;
    const window = { offset: 0, limit: 1 };
    const wanted = { id, ownerId: 'another', soFar: true };
    await expect(read.version(wanted)).rejects.toEqual(NOT_FOUND);
    await expect(read.head(wanted)).rejects.toEqual(NOT_FOUND);
    await expect(read.document(wanted)).rejects.toEqual(NOT_FOUND);
    await expect(read.page(wanted, 'imports', EVERYTHING, window)).rejects.toEqual(NOT_FOUND);
    await expect(read.functionOf(wanted, { reference: { address: address(1) }, field: 'address' })).rejects.toEqual(
      NOT_FOUND,
    );
    const remove = new DeleteAnalysis(new FindJob(bench.jobs), bench.cancel, bench.jobs, bench.cache);
    await expect(remove.execute(id, 'another')).rejects.toEqual(NOT_FOUND);
    expect(await bench.jobs.find(id)).toBeDefined();
  });

  it('is content that is not available, and does not tell that it was sent', async () => {
    const { file } = await bench.submitted();
    await bench.work();
    const keys = new ResultKeys(bench.workers, bench.sharing, bench.ruleBook);
    const known = new AnswerKnownContent(bench.jobs, bench.cache, keys, bench.clock);
    const asked = { sample: file.sha256, options: someOptions(), requestId: requestId(), correlationId: requestId() };
    await expect(known.execute({ ...asked, ownerId: 'another' })).rejects.toEqual(
      expect.objectContaining({ code: 'CONTENT_NOT_AVAILABLE' }),
    );
    expect(await known.execute({ ...asked, ownerId: 'local' })).toMatchObject({ status: 'completed', cached: true });
  });

  it('is an upload that does not exist; one that has expired is refused, and its file is swept', async () => {
    const { uploads, samples, clock, direct } = bench;
    const content = elfBytes();
    const prepare = new PrepareUpload(uploads, direct, clock);
    const announced = { ownerId: 'local', fileName: fileName('a'), size: content.length, maxBytes: 1_000_000 };
    const takeIn = new TakeInUpload(uploads, samples, bench.takeIn);
    const receive = new ReceiveSignedUpload(uploads, takeIn, clock);
    const prepared = await prepare.execute(announced);
    await receive.execute(prepared, chunksOf(content), undefined, running);
    const find = new FindUpload(uploads);
    const fetch = new FetchUpload(find, direct, takeIn);
    await expect(find.execute(prepared.id, 'another')).rejects.toEqual(NOT_FOUND);
    const take = new TakeUpload(fetch, uploads, samples, { validatesHeader: true });
    await expect(take.execute(prepared.id, 'another')).rejects.toEqual(NOT_FOUND);
    const late = await prepare.execute(announced);
    await bench.reconcile.execute(0);
    expect(samples.files).toHaveLength(1);
    clock.advance(15 * 60_000);
    await expect(receive.execute(late, chunksOf(content), undefined, running)).rejects.toEqual(
      expect.objectContaining({ code: 'FORBIDDEN' }),
    );
    await bench.reconcile.execute(0);
    expect(samples.files).toEqual([]);
  });
});
