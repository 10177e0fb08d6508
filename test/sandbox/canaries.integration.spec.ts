import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

import type { ConfinedProcess } from '#infrastructure/sandbox/confined-process';
import type { ConfinedProgram } from '#infrastructure/sandbox/confined-program';
import { assembleSeal, hostProcessor } from '#infrastructure/sandbox/seccomp-filter';
import { eventually } from '#test/support/eventually';
import { Confinement, describeEveryTier } from './confinement';
import { attemptsIn, doneOf, HAS_COMPILER, HostilePrograms } from './hostile-programs';

const REFUSALS = ['EPERM', 'ENOSYS'];
const RUN_TYPESCRIPT = join(__dirname, '../support/run-typescript.cjs');
const LAUNCHER = join(__dirname, 'launcher.ts');
/** Of what whoever starts the service has left open: beyond a gap, where Node.js does not look. */
const LEFT_OPEN = 42;

/** What it prints until it says so, or ends. */
async function said(output: Readable, last: RegExp): Promise<string> {
  let text = '';
  for await (const chunk of output.iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    if (last.test(text)) break;
  }
  return text;
}

(HAS_COMPILER ? describe : describe.skip)('what hostile programs try (skipped where there is no gcc)', () => {
  let programs: HostilePrograms;
  const started: ChildProcess[] = [];

  beforeAll(async () => {
    programs = await HostilePrograms.build('reach', 'stay', 'hold');
  });
  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL');
  });
  afterAll(() => programs.remove());

  const start = (file: string, ...args: readonly string[]): ChildProcess & { stdout: Readable } => {
    const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    started.push(child);
    return child;
  };
  /** One that lets anybody reach it who is not kept from it. */
  async function victim(): Promise<ChildProcess> {
    const child = start(programs.path('reach'), 'victim');
    await said(child.stdout, /victim: done/);
    return child;
  }

  // Whatever is refused below works here: the tests can fail.
  describe('works where nothing confines them:', () => {
    it('reaching another process, at last by having the kernel signal it', async () => {
      const target = await victim();
      const attacker = start(programs.path('reach'), String(target.pid));
      const attempts = attemptsIn(await said(attacker.stdout, /waiting/));
      expect(attempts.size).toBe(21);
      expect(doneOf(attempts)).toEqual([...attempts.keys()]);
      attacker.stdin?.write('x');
      expect(await once(target, 'exit')).toEqual([null, 'SIGUSR1']);
    });

    it('staying when the parent dies', async () => {
      // By a program whose death is the parent's: of all that a tier does, only that signal.
      const script = 'setpriv --pdeathsig KILL "$0" & wait';
      const parent = start('/bin/sh', '-c', script, programs.path('stay'));
      const output = await said(parent.stdout, /staying/);
      const pid = Number(/staying (\d+)/.exec(output)?.[1]);
      parent.kill('SIGKILL');
      await once(parent, 'exit');
      expect(process.kill(pid, 'SIGKILL')).toBe(true); // it was still there
      const attempts = attemptsIn(output);
      expect(doneOf(attempts)).toEqual([...attempts.keys()]);
    });

    it('threads without end, another program, and what was left open', async () => {
      const script = `exec ${LEFT_OPEN}</dev/null; exec "$0"`;
      const output = await said(start('/bin/bash', '-c', script, programs.path('hold')).stdout, /another program/);
      expect(output).toContain('threads: 100\n');
      expect(output).toContain(`descriptor: ${LEFT_OPEN}\n`);
    });
  });

  describeEveryTier('a hostile program', (tier) => {
    let confinement: Confinement;

    beforeEach(() => {
      confinement = new Confinement(tier);
    });
    afterEach(async () => {
      const left = await confinement.remains();
      for (const pid of confinement.processes) process.kill(pid, 'SIGKILL');
      expect(left).toEqual([]);
    });

    const launch = (
      name: string,
      args: readonly string[] = [],
      rest: Partial<ConfinedProgram> = {},
    ): Promise<ConfinedProcess> =>
      confinement.sandbox.launch(tier, {
        file: programs.path(name),
        args,
        trees: [programs.tree],
        files: [],
        environment: {},
        limits: { addressSpace: confinement.addressSpaceLimit, cpuSeconds: 20 },
        ...rest,
      });
    /** All that it prints; its input ends with `input`. */
    async function run(...args: Parameters<typeof launch>): Promise<(input?: Buffer) => Promise<string>> {
      const confined = await launch(...args);
      return async (input) => {
        confined.stdin.end(input);
        return said(confined.stdout, /$never/);
      };
    }
    const launcher = (name: string): readonly string[] => [
      ...['--require', RUN_TYPESCRIPT, LAUNCHER],
      ...[tier, String(confinement.addressSpaceLimit), programs.path(name), programs.tree],
    ];

    it('reaches no other process, nor has the kernel signal it', async () => {
      const target = await victim();
      const attacker = await launch('reach', [String(target.pid)]);
      const attempts = attemptsIn(await said(attacker.stdout, /waiting/));
      expect(attempts.size).toBe(21);
      expect([...attempts].filter(([, result]) => !REFUSALS.includes(result))).toEqual([]);
      attacker.stdin.write('x');
      expect(await attacker.ended).toMatchObject({ code: 0 });
      // Of two signals that wait, the lower number comes first.
      target.kill('SIGTERM');
      expect(await once(target, 'exit')).toEqual([null, 'SIGTERM']);
    });

    it('does not outlive its worker, and leaves neither its group nor its session', async () => {
      const worker = start(process.execPath, ...launcher('stay'));
      const attempts = attemptsIn(await said(worker.stdout, /staying/));
      expect(attempts.size).toBeGreaterThanOrEqual(7);
      expect([...attempts].filter(([, result]) => !REFUSALS.includes(result))).toEqual([]);
      expect(confinement.processes.length).toBeGreaterThan(0);
      worker.kill('SIGKILL');
      await eventually(() => {
        expect(confinement.processes).toEqual([]);
      });
    });

    it('makes no threads', async () => {
      expect(await (await run('hold'))()).toContain('threads: 0\n');
    });

    it('makes no more threads than it has when it is sealed, and becomes no other program', async () => {
      const unsealed = await run('hold', [], { makesThreads: true });
      expect(await unsealed()).toContain('threads: 100\n');
      const sealed = await run('hold', ['sealed'], { makesThreads: true });
      const output = await sealed(assembleSeal(hostProcessor()));
      expect(Object.fromEntries(attemptsIn(output))).toMatchObject({
        'a thread at first': 'done',
        seal: 'done',
        threads: '0',
        'another program': 'EPERM',
      });
    });

    it('has no descriptor of its sample', async () => {
      const output = await (await run('hold', [], { sample: programs.path('stay') }))();
      const descriptors = [...output.matchAll(/descriptor: (\d+)/g)].map(([, number]) => Number(number));
      expect(descriptors).toEqual(tier === 'landlock' ? [0, 1, 2, 3] : [0, 1, 2]);
    });

    it('inherits nothing but its pipes and the filter that it is under', async () => {
      const script = `exec ${LEFT_OPEN}</dev/null; exec "$@"`;
      const worker = start('/bin/bash', '-c', script, 'bash', process.execPath, ...launcher('hold'));
      const output = await said(worker.stdout, /$never/);
      const descriptors = [...output.matchAll(/descriptor: (\d+)/g)].map(([, number]) => Number(number));
      expect(descriptors).toEqual(tier === 'landlock' ? [0, 1, 2, 3] : [0, 1, 2]);
    });
  });
});
