import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Bin2nlpProcess } from '#test/support/bin2nlp-process';
import { eventually } from '#test/support/eventually';
import { TemporaryDirectory } from '#test/support/temporary-directory';

describe('npm run quickstart', () => {
  let directory: TemporaryDirectory;
  const processes: Bin2nlpProcess[] = [];

  beforeAll(async () => {
    directory = await TemporaryDirectory.create();
  });
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((process) => process.end()));
  });
  afterAll(async () => {
    await directory.remove();
  });

  const quickstart = (...args: string[]): Bin2nlpProcess => quickstartWith({}, ...args);
  const quickstartWith = (variables: Readonly<Record<string, string>>, ...args: string[]): Bin2nlpProcess => {
    const all = { BIN2NLP_STORAGE__DATA_DIR: directory.path, ...variables };
    const started = Bin2nlpProcess.launch(all, ['quickstart', ...args]);
    processes.push(started);
    return started;
  };

  it('prints what each file is, then ends', async () => {
    const run = quickstart('--once', '/bin/ls', '/bin/true');
    expect(await run.status()).toBe(0);
    expect(run.printed).toMatch(/^ls {2}\(\d+\.\d KB, standard depth\)$/m);
    expect(run.printed).toMatch(/type +ELF 64-bit/);
    expect(run.printed).toMatch(/hardening +.*NX/);
    const functions = Number(/counts +(\d+) functions/.exec(run.printed)?.[1]);
    expect(functions).toBeGreaterThanOrEqual(249);
    expect(run.printed).toMatch(/not read +decompiled \(analysis_depth is not comprehensive\)/);
    expect(run.printed).toMatch(/^true /m);
  });

  it('answers from the cache the second time', async () => {
    const run = quickstart('--once', '/bin/ls');
    expect(await run.status()).toBe(0);
    expect(run.printed).toContain('known already');
  });

  it('stays up until it is told to stop', async () => {
    const run = quickstart('--depth', 'quick', '/bin/true');
    while (!run.printed.includes('Swagger UI')) await new Promise((resolve) => setTimeout(resolve, 20));
    const url = /Swagger UI +(\S+)/.exec(run.printed)?.[1] ?? '';
    expect((await fetch(url)).status).toBe(200);
    run.signal('SIGINT');
    expect(await run.status()).toBe(0);
  });

  it('does not go on with a file when it is told to stop', async () => {
    const run = quickstart('--depth', 'comprehensive', '/bin/bash', '/bin/ls');
    await eventually(() => {
      expect(run.printed).toContain('bin2nlp is up');
    });
    run.signal('SIGTERM');
    expect(await run.status()).toBe(0);
    expect(run.printed).not.toContain('comprehensive depth)');
  });

  it('waits for Redis until it is told to stop', async () => {
    const run = quickstartWith({ BIN2NLP_REDIS__URL: join(directory.path, 'none.sock') }, '/bin/ls');
    await eventually(() => {
      expect(run.printed).toContain('waits for Redis');
    });
    run.signal('SIGTERM');
    expect(await run.status()).toBe(0);
    expect(run.printed).not.toContain('bin2nlp is up');
  });

  it('says what is wrong with a file, and ends with status 1', async () => {
    const text = join(directory.path, 'letter.txt');
    writeFileSync(text, 'Dear reader,\n');
    const run = quickstart('--once', text);
    expect(await run.status()).toBe(1);
    expect(run.printed).toMatch(/refused: UNSUPPORTED_FORMAT: .*text/);
  });

  it.each([
    [['--depth', 'abyssal'], /--depth is abyssal/],
    [['/does/not/exist'], /There is no file \/does\/not\/exist/],
    [['--colour'], /--colour/],
  ])('explains itself for %j', async (args, message) => {
    const run = quickstart(...args);
    expect(await run.status()).toBe(2);
    expect(run.printed).toMatch(message);
    expect(run.printed).toContain('usage: npm run quickstart');
  });
});
