import { existsSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import request from 'supertest';

import { AppConfig } from '#config/app-config';
import { samplePath, SAMPLES, samplesPresent } from '#test/builders/samples';
import { eventually } from '#test/support/eventually';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';
import { TemporaryDirectory } from '#test/support/temporary-directory';

/** What a shell says of a program that ended with SIGSEGV. */
const CRASH = 'exit 139';

/** A prefix with a radare2 that is nothing but this shell script. */
async function fakePrefix(directory: string, script: string): Promise<string> {
  const programs = join(directory, 'usr/bin');
  await mkdir(programs, { recursive: true });
  const program = join(programs, 'radare2');
  await writeFile(program, `#!/bin/sh\n${script}\n`);
  await chmod(program, 0o755);
  return directory;
}

describe('with a radare2 that always crashes', () => {
  let prefix: TemporaryDirectory;
  let bin2nlp: RunningBin2nlp;

  beforeAll(async () => {
    prefix = await TemporaryDirectory.create();
    bin2nlp = await RunningBin2nlp.start({
      BIN2NLP_ANALYSIS__RADARE2_PREFIX: await fakePrefix(prefix.path, CRASH),
    });
  });
  afterAll(async () => {
    await bin2nlp.stop();
    await prefix.remove();
  });

  const submit = (path: string): request.Test => request(bin2nlp.url).post('/api/v1/analyze').attach('file', path);

  it('every submission is completed by the fallback', async () => {
    const { status, body } = await submit('/bin/ls');
    expect(status).toBe(200);
    expect(body.data.status).toBe('completed');
    const { metadata, summary, confidence } = body.data.result;
    expect(confidence).toBeLessThanOrEqual(0.6);
    expect(metadata).toMatchObject({ engine: 'fallback', fallback_reason: expect.stringContaining('radare2') });
    expect(metadata.stages).toMatchObject([
      { name: 'intake', status: 'ok' },
      { name: 'structure', status: 'ok' },
      { name: 'code', status: 'skipped' },
      { name: 'meaning', status: 'ok' },
    ]);
    expect(summary.counts.sections).toBeGreaterThan(20);
    expect(summary.counts.imports).toBeGreaterThan(50);
    expect(summary.counts.functions).toBeGreaterThan(100);
    expect(summary.libraries).toContain('libc.so.6');
  });

  it('no such result serves another submission', async () => {
    const first = await submit('/bin/true');
    const second = await submit('/bin/true');
    expect([first.body.data.cached, second.body.data.cached]).toEqual([false, false]);
  });

  const whenPresent = samplesPresent() ? it : it.skip;
  whenPresent('every sample is completed with what it is made of', async () => {
    for (const [name] of SAMPLES) {
      const { body } = await submit(samplePath(name));
      expect({ name, status: body.data.status }).toEqual({ name, status: 'completed' });
      expect(body.data.result.metadata.engine).toBe('fallback');
      expect(body.data.result.summary.counts.sections).toBeGreaterThan(3);
    }
  });

  it('the service is degraded, and names the reason', async () => {
    await eventually(async () => {
      const { body } = await request(bin2nlp.url).get('/api/v1/health');
      expect(body.data.status).toBe('degraded');
      expect(body.data.dependencies.radare2).toMatchObject({ status: 'degraded', has_fallback: true });
      expect(body.data.dependencies.radare2.detail).toContain('radare2');
    });
  });

  it('nothing is left behind', async () => {
    await eventually(async () => {
      expect(await bin2nlp.files()).toEqual([]);
    });
  });
});

const real = join(new AppConfig().analysis.radare2Prefix, 'usr');
const whenInstalled = existsSync(join(real, 'bin/radare2')) ? describe : describe.skip;

whenInstalled('with a radare2 that starts, and crashes over every file', () => {
  let prefix: TemporaryDirectory;
  let bin2nlp: RunningBin2nlp;

  beforeAll(async () => {
    prefix = await TemporaryDirectory.create();
    const radare2 = `case "$*" in *slurp*) ${CRASH};; esac\nR2_PREFIX=${real} exec ${real}/bin/radare2 "$@"`;
    bin2nlp = await RunningBin2nlp.start({
      BIN2NLP_ANALYSIS__RADARE2_PREFIX: await fakePrefix(prefix.path, radare2),
      // The sandbox would keep the script from its shell.
      BIN2NLP_SANDBOX__TIER: 'off',
      BIN2NLP_ANALYSIS__CODE_READER: 'radare2',
      BIN2NLP_ANALYSIS__HEARTBEAT_SECONDS: '1',
    });
  });
  afterAll(async () => {
    await bin2nlp.stop();
    await prefix.remove();
  });

  const submit = (path: string): request.Test =>
    request(bin2nlp.url).post('/api/v1/analyze').query({ force_reanalysis: true }).attach('file', path);
  const radare2Health = async (): Promise<object> => {
    const { body } = await request(bin2nlp.url).get('/api/v1/health');
    return body.data.dependencies.radare2 as object;
  };

  it('is tried until five files in a row crashed it, and one of our own; then files are read without it, and health says so', async () => {
    await eventually(async () => {
      expect(await radare2Health()).toMatchObject({ status: 'healthy' });
    });
    const reasonOver = async (name: string): Promise<string> => {
      const { body } = await submit(`/bin/${name}`);
      expect(body.data).toMatchObject({ status: 'completed', result: { metadata: { engine: 'fallback' } } });
      return body.data.result.metadata.fallback_reason as string;
    };
    for (const name of ['ls', 'cat', 'cp', 'mv', 'true']) expect(await reasonOver(name)).toContain('exit code 139');
    await eventually(async () => {
      const detail = expect.stringContaining('radare2 fails over every file') as string;
      expect(await radare2Health()).toMatchObject({ status: 'degraded', detail });
    });
    expect(await reasonOver('rm')).toContain('radare2 fails over every file');
  });
});

describe('without radare2, and with the fallback switched off', () => {
  it('the service does not start', async () => {
    const prefix = await TemporaryDirectory.create();
    const starting = RunningBin2nlp.start({
      BIN2NLP_ANALYSIS__RADARE2_PREFIX: await fakePrefix(prefix.path, CRASH),
      BIN2NLP_ANALYSIS__ENABLE_ANALYSIS_FALLBACK: 'false',
    });
    await expect(starting).rejects.toThrow('radare2 cannot run here');
    await prefix.remove();
  });
});
