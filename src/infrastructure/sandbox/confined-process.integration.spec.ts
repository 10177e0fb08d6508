import { eventually } from '#test/support/eventually';
import { ConfinedProcess } from './confined-process';

describe('ConfinedProcess', () => {
  const start = (script: string): ConfinedProcess => {
    const environment = { PATH: '/usr/bin:/bin' };
    const args = ['-c', script];
    return new ConfinedProcess({ file: '/bin/sh', args, cwd: '/', environment, seccomp: false, inheritsSample: false });
  };

  it.each([
    ['is killed', 'kill -KILL $$', { code: undefined, signal: 'SIGKILL' }],
    ['has ended', 'exit 3', { code: 3, signal: undefined }],
  ])('ends what its leader leaves behind when that %s', async (_, last, expected) => {
    const confined = start(`sleep 600 & ${last}`);
    expect(await confined.ended).toMatchObject(expected);
    // Whoever inherits it takes note of its end a moment later.
    await eventually(() => {
      expect(() => process.kill(-Number(confined.pid), 0)).toThrow('ESRCH');
    });
  });

  it('gives all that was printed before the end', async () => {
    const confined = start('sleep 600 & head -c 1000000 /dev/zero; echo why >&2; exit 1');
    let printed = 0;
    confined.stdout.on('data', (chunk: Buffer) => (printed += chunk.length));
    expect(await confined.ended).toMatchObject({ code: 1, stderr: 'why' });
    expect(printed).toBe(1_000_000);
  });
});
