import type { EngineProgress, EngineReport } from '#application/ports/analysis-engine.port';
import type { ByteSource } from '#domain/bytes/byte-source';
import type { FocusArea } from '#domain/document/focus-area';
import { sourceOf } from '#test/builders/byte-sources';
import { elfBytes } from '#test/builders/elf-bytes';
import { headerOf } from '#test/builders/file-source';
import { aSha256 } from '#test/builders/job';
import { HeaderAnalysis } from './header-analysis';

const TEXT = Buffer.from('\0\0a string of a program\0', 'latin1');
const PROGRAM = elfBytes({
  entry: 0x40_1000,
  segments: [
    { type: 1, flags: 5, address: 0x40_1000, content: new Uint8Array(64) },
    { type: 1, flags: 4, address: 0x40_2000, content: TEXT },
  ],
});

async function analyse(
  source: ByteSource,
  focusAreas: readonly FocusArea[] = [],
  progress: EngineProgress[] = [],
): Promise<Omit<EngineReport, 'identity'>> {
  const header = await headerOf(sourceOf(PROGRAM));
  const task = {
    samplePath: '',
    sha256: aSha256(),
    size: source.size,
    header,
    depth: 'standard',
    focusAreas,
    timeoutMs: 1000,
  } as const;
  return new HeaderAnalysis(task, source).run((step) => progress.push(step));
}

describe('an analysis of headers', () => {
  it('finds what headers say, and says that code was left out', async () => {
    const progress: EngineProgress[] = [];
    const report = await analyse(sourceOf(PROGRAM), [], progress);
    expect(report.strings).toMatchObject([
      { content: 'a string of a program', address: '0x402002', encoding: 'ascii' },
    ]);
    expect(report.functions).toMatchObject([{ name: 'entry0', address: '0x401000', type: 'entry', source: 'entry' }]);
    expect(report.stages).toMatchObject([
      { name: 'structure', status: 'ok' },
      { name: 'code', status: 'skipped', reason: expect.stringContaining('code was not analysed') as string },
    ]);
    const percents = progress.map(({ percent }) => percent);
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
  });

  it('leaves out what was not asked for', async () => {
    const report = await analyse(sourceOf(PROGRAM), ['imports']);
    expect([report.strings, report.functions, report.exports]).toEqual([[], [], []]);
  });

  it('passes on that the file cannot be read', async () => {
    const broken: ByteSource = { size: 100, read: () => Promise.reject(new Error('EIO')) };
    await expect(analyse(broken)).rejects.toThrow('EIO');
  });

  it('refuses a file of which only the header is there', async () => {
    await expect(analyse(sourceOf(PROGRAM.slice(0, 64)))).rejects.toMatchObject({ code: 'CORRUPT_BINARY' });
  });
});
