import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { AppConfig } from '#config/app-config';
import { newJobId } from '#domain/jobs/analysis-job';
import { requestId } from '#domain/shared/request-id';
import { inChunks, LIMITS, running } from '#test/contracts/sample-store.contract';
import { FilesystemContentStore } from './filesystem-content-store';
import { FilesystemSampleStore } from './filesystem-sample-store';
import { FreeSpace } from './free-space';

const CONTENT = Buffer.alloc(5000, 1);
const UNAVAILABLE = { code: 'SERVICE_UNAVAILABLE', message: 'Files cannot be stored right now.' };
const mountPoint = mkdtempSync(join(tmpdir(), 'bin2nlp-test-read-only-'));
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', mountPoint]).status === 0;

(mounted ? describe : describe.skip)('a disk that turns read-only (skipped where a test may not mount one)', () => {
  const config = new AppConfig();
  Object.assign(config.storage, { dataDir: mountPoint, minFreeSpaceMb: 0 });
  const store = new FilesystemSampleStore(config);
  const turn = (how: 'ro' | 'rw'): void => {
    expect(spawnSync('mount', ['-o', `remount,${how}`, mountPoint]).status).toBe(0);
  };

  afterEach(() => {
    turn('rw');
  });
  afterAll(() => {
    spawnSync('umount', ['--lazy', mountPoint]);
    rmSync(mountPoint, { recursive: true, force: true });
  });

  it('takes nothing, before there is any directory on it and after, and says that it is for now', async () => {
    const receive = (): Promise<unknown> => store.receive(inChunks(CONTENT), LIMITS, running);
    turn('ro');
    await expect(receive()).rejects.toMatchObject(UNAVAILABLE);
    turn('rw');
    await receive();
    turn('ro');
    await expect(receive()).rejects.toMatchObject(UNAVAILABLE);
    const looks = new FilesystemContentStore(config, FreeSpace.of(config), { create: () => -1 });
    const reception = await looks.reserve({ ...LIMITS, requestId: requestId() });
    await expect(reception.receive(inChunks(CONTENT), running)).rejects.toMatchObject(UNAVAILABLE);
    reception.release();
  });

  it('keeps, drops and gives back nothing meanwhile, and does it afterwards', async () => {
    const [job, other] = [newJobId(), newJobId()];
    const received = await store.receive(inChunks(CONTENT), LIMITS, running);
    const dropped = await store.receive(inChunks(CONTENT), LIMITS, running);
    const held = await store.receive(inChunks(CONTENT), LIMITS, running);
    const unlike = await store.receive(inChunks(Buffer.alloc(6000, 2)), LIMITS, running);
    await store.keep(held, other);
    turn('ro');
    for (const sample of [received, unlike]) await expect(store.keep(sample, job)).rejects.toMatchObject(UNAVAILABLE);
    await expect(store.discard(dropped)).rejects.toMatchObject(UNAVAILABLE);
    await expect(store.takeBack(held.sha256, other)).rejects.toMatchObject(UNAVAILABLE);
    expect(await store.locate(held.sha256, other)).toBeDefined();
    turn('rw');
    await store.keep(received, job);
    await store.discard(dropped);
    expect(await store.locate(received.sha256, job)).toBeDefined();
    expect(await store.takeBack(held.sha256, other)).toBeDefined();
  });
});
