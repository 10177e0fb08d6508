import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { EngineReport } from '#application/ports/analysis-engine.port';
import { cliBytes, DEMO, DEMO_RVA } from '#test/builders/cli-bytes';
import { behindStub, peBytes } from '#test/builders/pe-bytes';
import { importTable } from '#test/builders/pe-parts';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import { Radare2Bench } from './radare2-bench';

const EXECUTABLE = 0x6000_0020;
const IMPORTS = importTable(0x2000, [['kernel32.dll', ['ExitProcess']]]);

describe('radare2 is given', () => {
  const bench = new Radare2Bench('auto');
  let directory: TemporaryDirectory;

  beforeAll(async () => {
    directory = await TemporaryDirectory.create();
  });

  afterAll(() => directory.remove());

  async function reportOf(bytes: Uint8Array): Promise<EngineReport> {
    const path = join(directory.path, 'sample.exe');
    await writeFile(path, bytes);
    return bench.analyse(path);
  }

  it('no IL as machine code: methods have the names of the metadata', async () => {
    const sections = [{ name: '.text', rva: DEMO_RVA, characteristics: EXECUTABLE, content: cliBytes(DEMO_RVA, DEMO) }];
    const file = peBytes({ bits: 32, entryRva: 0, sections, directories: { 14: [DEMO_RVA, 72] } });
    const { stages, functions, imports, libraries, file: facts } = await reportOf(file);
    expect(stages.map(({ name, status, reason }) => [name, status, reason])).toEqual([
      ['structure', 'ok', undefined],
      ['code', 'skipped', expect.stringContaining('IL of .NET')],
    ]);
    expect(functions.map(({ name, size, source }) => [name, size, source])).toEqual([
      ['Demo.Core.Tool::Run', 3, 'symbol'],
      ['Demo.Core.Tool::.ctor', 17, 'symbol'],
    ]);
    expect(imports).toContainEqual({ library: 'kernel32.dll', name: 'CreateProcessW', category: 'process' });
    expect(libraries).toEqual(['mscorlib', 'kernel32.dll']);
    expect([facts.stripped, facts.static, facts.os]).toEqual([false, false, 'windows']);
  });

  it('a file whose header lies behind a DOS stub of more than 64 KB', async () => {
    const code = { name: '.text', rva: 0x1000, characteristics: EXECUTABLE, content: Buffer.from('31c0c3', 'hex') };
    const near = peBytes({
      sections: [code, { name: '.idata', rva: 0x2000, content: IMPORTS }],
      directories: { 1: [0x2000, IMPORTS.length] },
    });
    const { stages, imports, functions, file } = await reportOf(behindStub(near, 0x11000));
    expect(stages.map(({ status }) => status)).toEqual(['ok', 'ok']);
    expect(imports).toMatchObject([{ name: 'ExitProcess', library: 'kernel32.dll' }]);
    expect(functions).toMatchObject([{ address: '0x140001000' }]);
    expect([file.stripped, file.entry_point]).toEqual([true, '0x140001000']);
  });
});
