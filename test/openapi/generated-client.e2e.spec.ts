import { execFile } from 'node:child_process';
import { createReadStream, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';

import { answerOf } from '#client/answer-of';
import { getDocument, getJobStatus, getSurvey, listFunctions, submitAnalysis } from '#client/generated/sdk.gen';
import type { AnalysisDocument } from '#client/generated/types.gen';
import { openClient } from '#client/open-client';
import { submitBytes } from '#client/submit-bytes';
import { filesBelow } from '#test/support/files-below';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';

const ROOT = join(__dirname, '../..');
const run = promisify(execFile);

describe('the client that a generator makes from the OpenAPI document', () => {
  let bin2nlp: RunningBin2nlp;

  beforeAll(async () => {
    bin2nlp = await RunningBin2nlp.start();
  });
  afterAll(() => bin2nlp.stop());

  it('is what the document says now (npm run client:generate)', async () => {
    await mkdir(join(ROOT, '.data'), { recursive: true });
    const made = await mkdtemp(join(ROOT, '.data', 'client-'));
    try {
      const settings = readFileSync(join(ROOT, 'src/client/openapi-ts.config.mjs'), 'utf8');
      await writeFile(join(made, 'config.mjs'), settings.replace('./src/client/generated', join(made, 'generated')));
      await run(join(ROOT, 'node_modules/.bin/openapi-ts'), ['-f', join(made, 'config.mjs')], { cwd: ROOT });
      expect(await contentsBelow(join(ROOT, 'src/client/generated'))).toEqual(
        await contentsBelow(join(made, 'generated')),
      );
    } finally {
      await rm(made, { recursive: true, force: true });
    }
  });

  it('drives everything from the upload to the answer', async () => {
    const client = openClient(bin2nlp.url);
    const content = Readable.toWeb(createReadStream('/bin/true')) as ReadableStream<Uint8Array>;
    const { data: submitted } = await submitBytes(client, {
      name: 'true',
      content,
      options: { analysis_depth: 'quick' },
    });
    const path = { id: submitted.data.job_id };
    for (;;) {
      const { data } = await answerOf(getJobStatus({ client, path }));
      if (data.status === 'completed') break;
      expect(['pending', 'processing']).toContain(data.status);
    }
    const document = (await answerOf(getDocument({ client, path }))) as AnalysisDocument;
    expect(document).toMatchObject({ metadata: { file: { name: 'true' } } });
    const known = await answerOf(
      submitAnalysis({ client, body: { sha256: document.metadata.file.sha256, analysis_depth: 'quick' } }),
    );
    expect(known.data.status).toBe('completed');
    expect((await answerOf(listFunctions({ client, path, query: { page_size: 1 } }))).data).toHaveLength(1);
    const survey = await answerOf(getSurvey({ client, path, query: { format: 'markdown' }, parseAs: 'text' }));
    expect(survey).toMatch(/^# ELF file/);
  });

  it('tells a refusal by its code, with what to do, and a service that is away', async () => {
    const client = openClient(bin2nlp.url);
    const nobody = { path: { id: '00000000-0000-4000-8000-000000000000' } };
    await expect(answerOf(getJobStatus({ client, ...nobody }))).rejects.toMatchObject({
      code: 'NOT_FOUND',
      status: 404,
    });
    const away = createServer();
    await new Promise<void>((resolve) => away.listen(0, '127.0.0.1', resolve));
    const { port } = away.address() as AddressInfo;
    await new Promise((resolve) => away.close(resolve));
    await expect(
      answerOf(getJobStatus({ client: openClient(`http://127.0.0.1:${port}`), ...nobody })),
    ).rejects.toMatchObject({ code: 'UNREACHABLE' });
  });
});

async function contentsBelow(directory: string): Promise<Readonly<Record<string, string>>> {
  const files = await filesBelow(directory);
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(directory, file), 'utf8')]));
}
