import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';

import { MB } from '#domain/shared/quantities';
import { eventually } from '#test/support/eventually';
import { openLogFile } from './log-file';

describe('openLogFile', () => {
  let directory: string;
  let open: Writable[];

  beforeEach(() => {
    open = [];
    directory = mkdtempSync(join(tmpdir(), 'bin2nlp-test-'));
  });
  afterEach(async () => {
    await Promise.all(open.map((log) => new Promise((resolve) => log.end(resolve))));
    rmSync(directory, { recursive: true });
  });

  const logTo = (path: string, onFault: (error: Error) => void = () => undefined): Writable => {
    const log = openLogFile(path, onFault);
    open.push(log);
    return log;
  };

  it('appends to what is there', async () => {
    const path = join(directory, 'deep', 'service.log');
    for (const line of ['one\n', 'two\n']) {
      logTo(path).write(line);
      await eventually(() => {
        expect(readFileSync(path, 'utf8')).toContain(line);
      });
    }
    expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n');
  });

  it('puts a file aside at 10 MB and keeps five of them', async () => {
    const path = join(directory, 'service.log');
    const log = logTo(path);
    for (let full = 1; full <= 7; full += 1) {
      log.write(`${String(full).repeat(10 * MB)}\n`);
      await eventually(() => {
        expect(readFileSync(`${path}.1`, 'latin1').startsWith(String(full))).toBe(true);
      });
    }
    const names = readdirSync(directory).filter((name) => /\.\d+$/.test(name));
    expect(names.sort()).toEqual(['1', '2', '3', '4', '5'].map((number) => `service.log.${number}`));
    expect(statSync(`${path}.5`).size).toBeGreaterThanOrEqual(10 * MB);
  });

  it('reports that it cannot write, and nothing else happens', async () => {
    const faults: Error[] = [];
    logTo(directory, (error) => faults.push(error)).write('line\n');
    await eventually(() => {
      expect(faults).not.toEqual([]);
    });
  });
});
