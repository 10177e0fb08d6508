import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const ROOT = join(__dirname, '../../..');
const LINES = 2000;
/** Logs when it is told to, looks away for longer than a line waits for others, logs again and ends. */
const PROGRAM = `
  const { AppConfig } = require('#config/app-config');
  const { serviceLogger } = require('#infrastructure/logging/service-log');
  const config = new AppConfig();
  Object.assign(config.logging, { level: 'info', format: process.env.FORMAT });
  const log = serviceLogger(config);
  process.stdin.once('data', () => {
    log.info('first');
    setTimeout(() => {
      for (let line = 0; line < ${LINES}; line += 1) log.info('line ' + line);
      process.exit(3);
    }, Number(process.env.PAUSE_MS));
  });`;

interface Ended {
  readonly status: unknown;
  readonly output: string;
  readonly complaints: string;
}

/** @param output where the log goes: nowhere is a reader that has gone */
async function logTo(output: 'reader' | 'nowhere' | number, format: string, pauseMs: number): Promise<Ended> {
  const child = spawn(process.execPath, ['--require', './test/support/run-typescript.cjs', '-e', PROGRAM], {
    cwd: ROOT,
    env: { FORMAT: format, PAUSE_MS: String(pauseMs) },
    stdio: ['pipe', typeof output === 'number' ? output : 'pipe', 'pipe'],
  });
  try {
    if (output === 'nowhere') child.stdout?.destroy();
    const read = output === 'reader' && child.stdout !== null ? text(child.stdout) : Promise.resolve('');
    const complaints = child.stderr === null ? Promise.resolve('') : text(child.stderr);
    child.stdin?.write('go');
    const [status] = (await once(child, 'exit')) as [unknown];
    return { status, output: await read, complaints: await complaints };
  } finally {
    child.kill('SIGKILL');
  }
}

describe.each(['json', 'pretty'])('a log as %s', (format) => {
  it.each([0, 400])(
    'is written whole and in its order before the process ends, %i ms after the first line',
    async (pause) => {
      const { status, output } = await logTo('reader', format, pause);
      expect(status).toBe(3);
      const lines = output.split('\n').filter((line) => line.includes('line '));
      expect(lines.map((line) => Number(/line (\d+)/.exec(line)?.[1]))).toEqual(
        Array.from({ length: LINES }, (_, line) => line),
      );
    },
  );

  it.each([0, 400])('does not keep the process whose reader has gone, %i ms after the first line', async (pause) => {
    expect(await logTo('nowhere', format, pause)).toMatchObject({ status: 3, complaints: '' });
  });

  it.each([0, 400])(
    'neither ends nor keeps the process on a disk that is full, %i ms after the first line',
    async (pause) => {
      const full = openSync('/dev/full', 'w');
      try {
        expect(await logTo(full, format, pause)).toMatchObject({ status: 3, complaints: '' });
      } finally {
        closeSync(full);
      }
    },
  );
});
