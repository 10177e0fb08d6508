import { UnknownRecordVersion } from '#application/ports/job-store.port';
import { MB } from '#domain/shared/quantities';
import { aFile, aJob, NOON, someOptions } from '#test/builders/job';
import { fromJobRecord, toJobRecord } from './job-record';

/** As the version before wrote it for a job that runs, field for field (commit 16042d7). */
const OF_VERSION_1 = {
  schema_version: '1',
  id: '6f1a2f0e-3c55-4d6e-9c6a-0f4f9a1b2c3d',
  owner_id: 'local',
  status: 'processing',
  file: '{"name":"hello.elf","size":16384,"md5":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","sha1":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","sha256":"dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd","header":{"format":"elf","architecture":"x86_64","bits":64,"endianness":"little","kind":"executable"},"intakeMs":3}',
  options:
    '{"depth":"standard","focusAreas":[],"timeoutSeconds":300,"priority":4,"forceReanalysis":false,"enableSecurityScan":true,"customPatterns":[]}',
  request_id: 'req-1',
  correlation_id: 'req-1',
  created_at: '1768478400000',
  updated_at: '1768478401000',
  started_at: '1768478401000',
  worker_id: 'host-1a2b3c4d',
  attempts: '1',
  progress: '35',
  stage: 'code',
  cached: '0',
} as const;
const OF_VERSION_2 = {
  ...OF_VERSION_1,
  schema_version: '2',
  worker_capabilities: '["code"]',
  priority_score: '28156757466624',
} as const;

describe('a job record', () => {
  it('of version 1 is read as the job that it is, and written in the same fields', () => {
    const job = fromJobRecord(OF_VERSION_1);
    expect(job).toMatchObject({ createdAt: NOON, workerId: 'host-1a2b3c4d', stage: 'code', progress: 35 });
    expect(toJobRecord(job, '1')).toEqual(OF_VERSION_1);
  });

  it('of version 2 is the same job, with what it needs and its place in the order beside', () => {
    expect(fromJobRecord(OF_VERSION_2)).toEqual(fromJobRecord(OF_VERSION_1));
    expect(toJobRecord(fromJobRecord(OF_VERSION_1), '2')).toEqual(OF_VERSION_2);
  });

  it('of version 2 keeps needs that only a later version knows', () => {
    const job = fromJobRecord({ ...OF_VERSION_2, worker_capabilities: '["code","gpu"]' });
    expect(job.needs).toEqual(['code', 'gpu']);
    expect(toJobRecord(job, '2')).toHaveProperty('worker_capabilities', '["code","gpu"]');
  });

  it('of a later version is refused in words that say what to do', () => {
    const later = (): unknown => fromJobRecord({ ...OF_VERSION_2, schema_version: '3' });
    expect(later).toThrow(UnknownRecordVersion);
    expect(later).toThrow(/6f1a2f0e.* schema version 3; .* reads 1 and 2\. Upgrade it/);
  });

  it('says how large a worker the job needs', () => {
    const job = aJob({ file: aFile({ size: 6 * MB }), options: someOptions({ depth: 'comprehensive' }) });
    expect(toJobRecord(job, '2')).toHaveProperty('worker_capabilities', '["code","large-memory"]');
  });
});
