import { DomainError } from '#domain/shared/domain-error';
import { GuidedFuzzer } from './guided-fuzzer';
import type { Parser } from './parsers';
import type { StepCounter } from './step-counter';

/** Counts what the parser says that it does, in place of V8. */
function fuzzerOf(read: (bytes: Uint8Array, go: (way: string, steps?: number) => void) => void): GuidedFuzzer {
  const ways: string[] = [];
  let total = 0;
  const go = (way: string, steps = 1): void => {
    ways.push(way);
    total += steps;
  };
  const counter: Pick<StepCounter, 'count'> = {
    count: async (run) => {
      await run();
      const steps = { total, ways: ways.splice(0) };
      total = 0;
      return steps;
    },
  };
  const parser: Parser = {
    name: 'a parser',
    read: (bytes) => {
      read(bytes, go);
    },
    seeds: () => Promise.resolve([]),
    largest: 64,
    bound: { steps: 10, perByte: 4 },
  };
  return new GuidedFuzzer(parser, counter as StepCounter, 1, () => undefined);
}

async function findingsOf(fuzzer: GuidedFuzzer, runs = 40_000): Promise<readonly string[]> {
  await fuzzer.begin([{ bytes: Buffer.from('abc'), fields: [] }]);
  while (fuzzer.runs < runs && fuzzer.findings.length === 0) await fuzzer.step();
  return fuzzer.findings.map(({ fault }) => fault.split('\n')[0] ?? '');
}

describe('a guided fuzzer', () => {
  it('reaches an error that lies behind bytes which only show one after the other', async () => {
    const fuzzer = fuzzerOf((bytes, go) => {
      if (bytes[0] !== 0x4d) return;
      go('first');
      if (bytes[1] !== 0x5a) return;
      go('second');
      if ((bytes[2] ?? 0) > 0xe0) throw new TypeError('no such thing');
    });
    expect(await findingsOf(fuzzer)).toEqual(['TypeError: no such thing']);
  });

  it('tells of more steps than the size allows', async () => {
    const fuzzer = fuzzerOf((bytes, go) => {
      go('loop', bytes.length * bytes.length);
    });
    expect((await findingsOf(fuzzer))[0]).toMatch(/^\d+ steps for \d+ bytes: \d+ are allowed$/);
  });

  it('finds nothing in refusals', async () => {
    const fuzzer = fuzzerOf(() => {
      throw new DomainError('CORRUPT_BINARY', 'It is damaged.', { remediation: 'None.' });
    });
    expect(await findingsOf(fuzzer, 500)).toEqual([]);
  });
});
