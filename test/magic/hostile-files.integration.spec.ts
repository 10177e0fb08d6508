import {
  closeSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { OpenedFile } from '#application/ports/opened-file';
import type { LibmagicFileIdentifier } from '#infrastructure/libmagic/libmagic-file-identifier';
import { eventually } from '#test/support/eventually';
import { memoryFile, startLibmagic } from './libmagic';
import { mutate } from './mutations';

const MUTANTS = 500;
const SEEDS = ['/bin/true', '/etc/passwd', '/usr/share/misc/magic.mgc'].map((path) =>
  readFileSync(path).subarray(0, 65_536),
);

/** The helpers that this process has started. */
function helperPids(): readonly number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && isHelper(entry))
    .map(Number);
}

function isHelper(pid: string): boolean {
  try {
    const isOne = readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('libmagic/helper/main.js');
    const parent = /^\d+ \(.*\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1];
    return isOne && parent === String(process.pid);
  } catch {
    return false; // ended meanwhile
  }
}

describe('hostile files', () => {
  let identifier: LibmagicFileIdentifier;

  const start = (...args: Parameters<typeof startLibmagic>): void => {
    identifier = startLibmagic(...args);
  };
  afterEach(async () => {
    await identifier.onModuleDestroy();
    expect(helperPids()).toEqual([]);
  });

  const identify = async (file: OpenedFile): Promise<string> => {
    try {
      return (await identifier.identify(file)).description;
    } finally {
      await file.close();
    }
  };

  it(`are answered, all ${MUTANTS}`, async () => {
    // All wait at once: on a busy machine for long.
    start({ timeoutSeconds: 600 });
    const mutants = Array.from({ length: MUTANTS }, (_, index) => mutate(SEEDS[index % SEEDS.length]!, index));
    const outcomes = await Promise.allSettled(mutants.map((bytes) => identify(memoryFile(bytes))));
    const refused = outcomes.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []));
    expect(refused.filter((reason) => !reason.includes('Failed to analyze'))).toEqual([]);
    expect(identifier.deaths).toBeLessThanOrEqual(refused.length);
    expect(await identify(memoryFile(Buffer.from('still here\n')))).toBe('ASCII text');
  });

  it('get a fresh helper when one dies over them', async () => {
    start({ helpers: 1 });
    await identifier.warmUp();
    for (const pid of helperPids()) process.kill(-pid, 'SIGSTOP');
    const asked = identify(memoryFile(Buffer.from('text\n')));
    await delay(50); // it is with the helper now
    for (const pid of helperPids()) process.kill(-pid, 'SIGKILL');
    expect(await asked).toBe('ASCII text');
    expect(identifier.deaths).toBe(1);
  });

  it('do not notice a helper that died before it was asked', async () => {
    start({ helpers: 1 });
    await identifier.warmUp();
    const [pid] = helperPids();
    process.kill(-pid!, 'SIGKILL');
    await eventually(() => {
      expect(helperPids()).toEqual([]);
    });
    expect(await identify(memoryFile(Buffer.from('text\n')))).toBe('ASCII text');
  });

  it('that never end are given up at the deadline, and those that wait for a helper too', async () => {
    start({ helpers: 1, timeoutSeconds: 1 });
    await identifier.warmUp();
    for (const pid of helperPids()) process.kill(-pid, 'SIGSTOP');
    const outcomes = await Promise.allSettled([1, 2].map(() => identify(memoryFile(Buffer.from('text\n')))));
    expect(outcomes[0]).toMatchObject({ status: 'rejected', reason: { code: 'IDENTIFICATION_TIMEOUT' } });
    await eventually(async () => {
      expect(await identify(memoryFile(Buffer.from('text\n')))).toBe('ASCII text');
    });
  });

  it('that are cut short while they are mapped cost that one request', async () => {
    start({ helpers: 1, readStrategy: 'mmap' });
    await identifier.warmUp();
    const directory = mkdtempSync(join(tmpdir(), 'bin2nlp-test-'));
    const path = join(directory, 'large');
    // Looked at for long, and far from its start.
    writeFileSync(path, Buffer.alloc(64 * 1024 * 1024, '<a\n'));
    const descriptor = openSync(path, 'r+');
    const file: OpenedFile = {
      descriptor,
      source: { size: 0, read: () => Promise.resolve(new Uint8Array(0)) },
      close: () => Promise.resolve(),
    };
    const looked = identify(file).then(
      (description) => ({ description }),
      (error: unknown) => ({ error: String(error) }),
    );
    await delay(20);
    ftruncateSync(descriptor, 0);
    const outcome = await looked;
    closeSync(descriptor);
    rmSync(directory, { recursive: true });
    expect('error' in outcome ? outcome.error : 'Failed to analyze').toMatch(/Failed to analyze/);
    expect(await identify(memoryFile(Buffer.from('text\n')))).toBe('ASCII text');
  });
});
