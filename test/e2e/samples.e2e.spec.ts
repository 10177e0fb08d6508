import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import request from 'supertest';

import type { AnalysisDocument } from '#domain/document/analysis-document';
import { samplePath, SAMPLES_DIRECTORY, samplesPresent } from '#test/builders/samples';
import { eventually } from '#test/support/eventually';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';
import { schemaFaults } from '#test/support/schema-faults';

const present = samplesPresent();
if (!present) process.stderr.write(`${SAMPLES_DIRECTORY} is not there: its binaries are not tested.\n`);
/**
 * Of every format, both byte orders, 32 and 64 bits, a library and one of several images. What radare2 finds in each sample, and its
 * document, is looked at in test/engine/samples.
 */
const DIFFERENT = [
  'elf-FreeBSD-x86_64-echo',
  'elf-Linux-lib-x86.so',
  'elf-solaris-sparc-ls',
  'MachO-OSX-x64-ls',
  'MachO-iOS-armv7-armv7s-arm64-Helloworld',
  'pe-Windows-x64-cmd',
  'pe-Windows-ARMv7-Thumb2LE-HelloWorld',
  'pe-cygwin-ls.exe',
];

describe('real binaries through the whole service', () => {
  let bin2nlp: RunningBin2nlp;

  beforeAll(async () => {
    bin2nlp = await RunningBin2nlp.start();
  });
  afterAll(async () => {
    await bin2nlp.stop();
  });

  const submit = (path: string, depth: string): request.Test =>
    request(bin2nlp.url)
      .post('/api/v1/analyze')
      .query({ analysis_depth: depth, timeout_seconds: 120, filename: path.split('/').pop() })
      .type('application/octet-stream')
      .set('Prefer', 'respond-async')
      .send(readFileSync(path));

  async function result(
    path: string,
    depth: string,
    detail: 'summary' | 'full' = 'summary',
  ): Promise<{ status: string; body: { data: { result: AnalysisDocument } } }> {
    const submitted = await submit(path, depth);
    const url = submitted.body.data.status_url as string;
    for (;;) {
      const { body } = await request(bin2nlp.url).get(url);
      const { status } = body.data as { status: string };
      if (status !== 'pending' && status !== 'processing') {
        const answer = await request(bin2nlp.url)
          .get(submitted.body.data.result_url as string)
          .query({ detail_level: detail });
        return { status, body: answer.body as { data: { result: AnalysisDocument } } };
      }
      await delay(50);
    }
  }

  const whenPresent = present ? describe : describe.skip;
  whenPresent('samples', () => {
    it.each(DIFFERENT)('%s is completed with what it is made of', async (name) => {
      const { status, body } = await result(samplePath(name), 'standard', 'full');
      expect(status).toBe('completed');
      expect(schemaFaults('AnalysisDocument', body.data.result)).toEqual([]);
      const { metadata, summary } = body.data.result;
      expect(metadata.stages.map((stage) => stage.status)).toEqual(['ok', 'ok', 'ok', 'ok']);
      expect(summary.counts.functions).toBeGreaterThan(10);
      expect(summary.counts.sections).toBeGreaterThan(3);
      expect(Object.keys(summary.hardening).length).toBeGreaterThan(0);
    });
  });

  it('a program of thousands of functions is completed', async () => {
    const { status, body } = await result('/usr/bin/git', 'standard');
    expect(status).toBe('completed');
    expect(body.data.result.summary.counts.functions).toBeGreaterThan(5000);
  });

  it('a program of about 100 MB is completed at quick depth, within the limits, with what was cut', async () => {
    const { status, body } = await result(process.execPath, 'quick');
    expect(status).toBe('completed');
    const { metadata, summary } = body.data.result;
    expect(metadata.engine).toBe('radare2');
    expect(metadata.stages).toContainEqual(expect.objectContaining({ name: 'structure', status: 'ok' }));
    expect(summary.counts.functions).toBeGreaterThan(1000);
    expect(summary.counts.strings).toBe(50_000);
    expect(metadata.truncated).toContainEqual(expect.objectContaining({ section: 'strings', kept: 50_000 }));
  });

  it('leave nothing behind', async () => {
    await eventually(async () => {
      expect(await bin2nlp.files()).toEqual([]);
      expect((await request(bin2nlp.url).get('/api/v1/health')).body.data.status).toBe('healthy');
    });
  });
});
