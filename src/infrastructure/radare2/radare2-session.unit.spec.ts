import { PassThrough } from 'node:stream';

import type { ProcessEnd } from '#infrastructure/sandbox/confined-process';
import { analysis, INFO } from './radare2-command';
import type { PipedProcess } from './radare2-session';
import { Radare2Session } from './radare2-session';

const LIMITS = { deadlineMs: 1000, maxBytes: 100 };
const ENDED: ProcessEnd = { code: 134, signal: undefined, stderr: 'out of memory' };

/** A process whose part the test plays. */
class ScriptedProcess implements PipedProcess {
  readonly stdin = new PassThrough();
  readonly stdout = new PassThrough();
  readonly ended: Promise<ProcessEnd>;
  kills = 0;
  end!: (end: ProcessEnd) => void;

  constructor() {
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
    this.stdout.write('\0');
  }

  kill(): void {
    this.kills += 1;
    this.end({ code: undefined, signal: 'SIGKILL', stderr: '' });
  }
}

describe('Radare2Session', () => {
  let radare2: ScriptedProcess;
  let controller: AbortController;

  beforeEach(() => {
    radare2 = new ScriptedProcess();
    controller = new AbortController();
  });

  const open = (): Promise<Radare2Session> => Radare2Session.open(radare2, LIMITS, controller.signal);

  it('swallows the NUL of the opening and answers with the bytes of each command', async () => {
    const session = await open();
    const answer = session.run(INFO, LIMITS);
    radare2.stdout.write('{"a":1}\n\0');
    expect((await answer).toString()).toBe('{"a":1}\n');
    expect(String(radare2.stdin.read())).toBe("'iIj\n");
  });

  it('kills what does not answer in time, and stays dead', async () => {
    const session = await open();
    await expect(session.run(analysis('aaa'), { ...LIMITS, deadlineMs: 20 })).rejects.toMatchObject({
      name: 'Radare2Deadline',
      message: expect.stringContaining('aaa') as string,
      isOfCommand: false,
    });
    expect(radare2.kills).toBe(1);
    await expect(session.run(INFO, LIMITS)).rejects.toMatchObject({ name: 'Radare2Deadline' });
  });

  it('gives no command more than its own limit, and tells it from the end of the time', async () => {
    const session = await Radare2Session.open(radare2, { ...LIMITS, commandMs: 20 }, controller.signal);
    await expect(session.run(analysis('aaa'), { ...LIMITS, deadlineMs: 60_000 })).rejects.toMatchObject({
      name: 'Radare2Deadline',
      milliseconds: 20,
      isOfCommand: true,
    });
    expect(radare2.kills).toBe(1);
  });

  it('kills what answers without end', async () => {
    const session = await open();
    const answer = session.run(INFO, LIMITS);
    radare2.stdout.write('x'.repeat(101));
    await expect(answer).rejects.toMatchObject({ name: 'Radare2OutputLimit', bytes: 100 });
    expect(radare2.kills).toBe(1);
  });

  it('rejects the command under way when the process dies, with how it ended', async () => {
    const session = await open();
    const answer = session.run(INFO, LIMITS);
    radare2.end(ENDED);
    await expect(answer).rejects.toMatchObject({ name: 'Radare2Crash', end: ENDED });
    await expect(answer).rejects.toThrow('exit code 134 (out of memory)');
    await expect(session.run(INFO, LIMITS)).rejects.toMatchObject({ name: 'Radare2Crash' });
  });

  it('kills what speaks without being asked', async () => {
    const session = await open();
    radare2.stdout.write('surprise\0');
    await radare2.ended;
    await expect(session.run(INFO, LIMITS)).rejects.toMatchObject({ name: 'Radare2Crash' });
    expect(radare2.kills).toBe(1);
  });

  it('gives up with the reason of the signal', async () => {
    const session = await open();
    const answer = session.run(INFO, LIMITS);
    const reason = new Error('cancelled by its owner');
    controller.abort(reason);
    await expect(answer).rejects.toBe(reason);
    expect(radare2.kills).toBe(1);
  });

  it('leaves no process behind when the file cannot be opened', async () => {
    radare2 = new ScriptedProcess();
    radare2.stdout.read();
    radare2.end(ENDED);
    await expect(open()).rejects.toMatchObject({ name: 'Radare2Crash' });
  });

  it('is killed when it is closed, once, and answers no more', async () => {
    const session = await open();
    expect(await session.close()).toMatchObject({ signal: 'SIGKILL' });
    await session.close();
    expect(radare2.kills).toBe(1);
    await expect(session.run(INFO, LIMITS)).rejects.toThrow('closed');
  });
});
