import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { Confinement, describeEveryTier } from '#test/sandbox/confinement';
import { attemptsIn, doneOf, HAS_COMPILER, HostilePrograms } from '#test/sandbox/hostile-programs';
import { eventually } from '#test/support/eventually';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import type { ProcessEnd } from './confined-process';
import type { ConfinedProgram } from './confined-program';

describeEveryTier('a confined program', (tier) => {
  let confinement: Confinement;
  let programs: TemporaryDirectory;
  let elsewhere: TemporaryDirectory;
  let secret: string;

  beforeEach(async () => {
    confinement = new Confinement(tier);
    programs = await TemporaryDirectory.create();
    elsewhere = await TemporaryDirectory.create();
    secret = join(elsewhere.path, 'secret');
    await writeFile(secret, 'leaked', { mode: 0o644 });
  });

  afterEach(async () => {
    expect(await confinement.remains()).toEqual([]);
    await programs.remove();
    await elsewhere.remove();
  });

  const program = (file: string, args: readonly string[], trees: readonly string[] = []): ConfinedProgram => ({
    file,
    args,
    trees: [dirname(file), ...trees],
    files: [],
    environment: {},
    limits: { addressSpace: confinement.addressSpaceLimit, cpuSeconds: 20 },
  });

  async function run(file: string, ...args: readonly string[]): Promise<{ output: string; end: ProcessEnd }> {
    const confined = await confinement.sandbox.launch(tier, program(file, args));
    const chunks: Buffer[] = [];
    confined.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    const end = await confined.ended;
    return { output: Buffer.concat(chunks).toString(), end };
  }

  (HAS_COMPILER ? describe : describe.skip)('that was written to break out (skipped where there is no gcc)', () => {
    let hostile: HostilePrograms;

    beforeAll(async () => {
      hostile = await HostilePrograms.build('attempts');
    });
    afterAll(() => hostile.remove());

    it('gets nothing of what it tries', async () => {
      const readable = hostile.path('readable');
      await writeFile(readable, 'full');
      const { output } = await run(hostile.path('attempts'), secret, elsewhere.path, String(process.pid), readable);
      const results = attemptsIn(output);
      expect(results.size).toBeGreaterThanOrEqual(22);
      expect(doneOf(results)).toEqual([]);
      expect(results.get('clone')).toBe('EPERM');
      expect(results.get('clone3')).toBe('ENOSYS');
      expect(results.get('empty what it may read')).toBe('EPERM');
      expect(await readFile(readable, 'utf8')).toBe('full');
      expect(await readFile(secret, 'utf8')).toBe('leaked');
      expect(readdirSync(elsewhere.path)).toEqual(['secret']);
    });

    it('is ended when it calls the kernel as another processor does', async () => {
      // Where it is started with ia32_emulation=off, the kernel has no such calls at all: they are a fault for everybody.
      const unconfined = spawnSync(hostile.path('attempts'), ['foreign-calls']).signal;
      const [signal, number] = unconfined === 'SIGSEGV' ? ['SIGSEGV', 11] : ['SIGSYS', 31];
      const { output, end } = await run(hostile.path('attempts'), 'foreign-calls');
      expect(output).toBe('');
      expect([signal, 128 + number]).toContain(end.signal ?? end.code);
    });
  });

  it('is gone with its whole group when it is killed', async () => {
    const confined = await confinement.sandbox.launch(tier, program('/bin/sleep', ['60'], libraries()));
    await eventually(() => {
      expect(confinement.processes.length).toBeGreaterThan(0);
    });
    confined.kill();
    expect(await confined.ended).toMatchObject({ signal: 'SIGKILL' });
    confined.kill();
    expect(await confinement.remains()).toEqual([]);
  });

  it('is gone whenever its leader is killed, while it is being confined too', async () => {
    for (let moment = 0; moment < 24; moment++) {
      const confined = await confinement.sandbox.launch(tier, program('/bin/sleep', ['60'], libraries()));
      await delay(moment / 2);
      process.kill(Number(confined.pid), 'SIGKILL');
      expect(await confined.ended).toMatchObject({ signal: 'SIGKILL' });
    }
  });

  it('ends with a reason when there is no such program', async () => {
    const { end } = await run(join(programs.path, 'nothing'));
    expect(end.code).not.toBe(0);
    expect(end.stderr).toContain('nothing');
  });
});

describe('the choice of a tier', () => {
  const choose = (confinement: Confinement, works: readonly string[]): Promise<string> =>
    confinement.sandbox.choose((tier) => Promise.resolve(works.includes(tier) ? undefined : `no ${tier} here`));
  const confinement = (tier: 'auto' | 'bwrap' | 'off', environment: 'testing' | 'production'): Confinement => {
    const made = new Confinement('off');
    Object.assign(made.config.sandbox, { tier });
    return Object.assign(made, { config: Object.assign(made.config, { environment }) });
  };

  it('takes the best that works', async () => {
    expect(await choose(confinement('auto', 'testing'), ['landlock', 'off'])).toBe('landlock');
    expect(await choose(confinement('auto', 'testing'), ['off'])).toBe('off');
  });

  it('refuses to run unconfined in production', async () => {
    await expect(choose(confinement('auto', 'production'), ['off'])).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      details: 'bwrap: no bwrap here; landlock: no landlock here',
    });
    await expect(choose(confinement('off', 'production'), ['off'])).rejects.toThrow('production');
  });

  it('says why a tier that was asked for does not work', async () => {
    await expect(choose(confinement('bwrap', 'testing'), ['landlock'])).rejects.toMatchObject({
      message: expect.stringContaining('bwrap') as string,
      details: 'bwrap: no bwrap here',
    });
  });
});

/** Where the machine's own programs find their libraries. */
function libraries(): readonly string[] {
  return ['/bin', '/lib', '/lib64', '/usr/lib'].filter((directory) => existsSync(directory));
}
