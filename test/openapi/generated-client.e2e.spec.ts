import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { RunningBin2nlp } from '#test/support/running-bin2nlp';

const ROOT = join(__dirname, '../..');
const BIN = join(ROOT, 'node_modules/.bin');
const run = promisify(execFile);

describe('a client that a generator makes from the OpenAPI document', () => {
  let bin2nlp: RunningBin2nlp;
  let project: string;

  beforeAll(async () => {
    bin2nlp = await RunningBin2nlp.start();
    // Within the project, so that it finds the generator's runtime.
    await mkdir(join(ROOT, '.data'), { recursive: true });
    project = await mkdtemp(join(ROOT, '.data', 'client-'));
  });
  afterAll(async () => {
    await rm(project, { recursive: true, force: true });
    await bin2nlp.stop();
  });

  it('compiles, and drives everything from the upload to the answer', async () => {
    for (const file of ['flow.mts', 'tsconfig.json'])
      await copyFile(join(__dirname, 'client', file), join(project, file));
    await run(join(BIN, 'openapi-typescript'), [
      join(ROOT, 'docs/openapi.json'),
      '-o',
      join(project, 'api.d.ts'),
      '--default-non-nullable=false',
    ]);
    await run(join(BIN, 'tsc'), ['-p', project]).catch((error: unknown) => {
      throw new Error((error as { readonly stdout: string }).stdout);
    });
    const { stdout } = await run(process.execPath, [join(project, 'out/flow.mjs'), bin2nlp.url, '/bin/true']);
    expect(JSON.parse(stdout)).toMatchObject({
      summary: { data: { result: { metadata: { file: { name: 'true' } } } } },
    });
  });
});
