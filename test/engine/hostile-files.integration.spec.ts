import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';

import type { EngineReport } from '#application/ports/analysis-engine.port';
import { readExecutableHeader } from '#domain/executables/read-executable-header';
import { DomainError } from '#domain/shared/domain-error';
import { Deadline } from '#infrastructure/clock/deadline';
import { AttentiveSource } from '#infrastructure/readers/attentive-source';
import { HeaderAnalysis } from '#infrastructure/readers/header-analysis';
import { sourceOf } from '#test/builders/byte-sources';
import { aSha256 } from '#test/builders/job';
import { samplePath, samplesPresent } from '#test/builders/samples';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 60);
const SEEDS = [
  '/bin/true',
  ...(samplesPresent()
    ? [
        'elf-solaris-sparc-ls',
        'elf-Linux-ARMv7-ls',
        'elf-NetBSD-x86_64-echo',
        'pe-Windows-ARMv7-Thumb2LE-HelloWorld',
        'pe-Windows-x64-cmd',
        'pe-cygwin-ls.exe',
        'MachO-OSX-x64-ls',
        'MachO-iOS-armv7-armv7s-arm64-Helloworld',
        'libSystem.B.dylib',
      ].map(samplePath)
    : []),
].filter((path) => existsSync(path));

/** What the fallback makes of the bytes; a refusal is an answer too. */
async function answer(bytes: Uint8Array): Promise<Omit<EngineReport, 'identity'> | undefined> {
  const verdict = readExecutableHeader(bytes.subarray(0, 65_536), bytes.length);
  if (verdict.outcome !== 'executable') return undefined;
  const { header } = verdict;
  const source = new AttentiveSource(sourceOf(bytes), new Deadline(60_000), new AbortController().signal);
  const task = {
    samplePath: '',
    sha256: aSha256(),
    size: bytes.length,
    header,
    depth: 'quick',
    focusAreas: [],
    timeoutMs: 60_000,
  } as const;
  try {
    return await new HeaderAnalysis(task, source).run(() => undefined);
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

async function answersWithinBounds(bytes: Uint8Array): Promise<void> {
  const report = await answer(bytes);
  if (report !== undefined) expect(JSON.stringify(report).length).toBeLessThan(256 * 1024 * 1024);
}

/** Bytes, words and pointers where headers and tables are: mostly near the start. */
function mutation(size: number): fc.Arbitrary<{ at: number; bytes: Uint8Array }> {
  const at = fc.oneof(fc.nat(Math.min(size - 1, 1024)), fc.nat(Math.min(size - 1, 8192)), fc.nat(size - 1));
  const word = fc.constantFrom(
    [0xff, 0xff, 0xff, 0xff],
    [0xff, 0xff, 0xff, 0x7f],
    [0, 0, 0, 0x80],
    [0, 0, 0, 0],
    [1, 0, 0, 0],
  );
  const bytes = fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 8 }), word.map(Uint8Array.from.bind(Uint8Array)));
  return fc.record({ at, bytes });
}

describe.each(SEEDS)('%s, damaged', (path) => {
  const whole = new Uint8Array(readFileSync(path));

  it('in some bytes, is answered or refused, and soon', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(mutation(whole.length), { minLength: 1, maxLength: 12 }), async (mutations) => {
        const bytes = whole.slice();
        for (const { at, bytes: replacement } of mutations) bytes.set(replacement.subarray(0, bytes.length - at), at);
        await answersWithinBounds(bytes);
      }),
      { numRuns: RUNS },
    );
  });

  it('by being cut off, is answered or refused, and soon', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), (length) => answersWithinBounds(whole.slice(0, length))),
      { numRuns: RUNS },
    );
  });
});
