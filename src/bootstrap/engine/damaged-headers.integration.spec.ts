import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { executableHeader } from '#application/intake/receive-upload';
import { readExecutableHeader } from '#domain/executables/read-executable-header';
import { HeaderAnalysisEngine } from '#infrastructure/readers/header-analysis-engine';
import { aSha256 } from '#test/builders/job';
import { Radare2Bench } from '#test/engine/radare2-bench';
import { TemporaryDirectory } from '#test/support/temporary-directory';

/** With a text in each, and nothing of what a header must have. */
const DAMAGED: Readonly<Record<string, Buffer>> = {
  elf: Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(200, 0xff), Buffer.from('a text of it')]),
  pe: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200, 0xff), Buffer.from('a text of it')]),
  macho: Buffer.concat([Buffer.from('feedfacf', 'hex'), Buffer.alloc(20, 0xff)]),
};

describe('a file whose header cannot be read, taken in all the same', () => {
  let directory: TemporaryDirectory;
  beforeAll(async () => {
    directory = await TemporaryDirectory.create();
  });
  afterAll(() => directory.remove());

  it.each(Object.entries(DAMAGED))('%s: corrupt, with radare2 and without', async (format, bytes) => {
    const samplePath = join(directory.path, format);
    await writeFile(samplePath, bytes);
    const verdict = readExecutableHeader(bytes, bytes.length);
    expect(verdict).toMatchObject({ outcome: 'corrupt', format });
    const header = executableHeader(verdict, { validatesHeader: false });
    const facts = { depth: 'standard', focusAreas: [], timeoutMs: 60_000 } as const;
    const task = { samplePath, sha256: aSha256(), size: bytes.length, header, ...facts };
    const engines = [new Radare2Bench('auto').engine, new HeaderAnalysisEngine()];
    const ends = await Promise.allSettled(
      engines.map((engine) => engine.analyse(task, () => undefined, new AbortController().signal)),
    );
    expect(ends).toMatchObject([
      { status: 'rejected', reason: { code: 'CORRUPT_BINARY' } },
      { status: 'rejected', reason: { code: 'CORRUPT_BINARY' } },
    ]);
  });
});
