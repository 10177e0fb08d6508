import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { FunctionInfo } from '#domain/document/functions';
import { address } from '#domain/shared/address';
import { aDocument, anImport, someStrings } from '#test/builders/document';
import { changeFacts } from './change-facts';
import { compareFunctions } from './compare-programs';
import { ProgramModel } from './program-model';
import { OTHER, resolve } from './resolve-fact';
import { SampleText } from './sample-text';
import { likenessOf } from './shape-index';

const SAMPLE = new SampleText(() => false);
const hash = (digit: string): string => digit.repeat(64);

function aFunction(name: string, place: number, facts: Partial<FunctionInfo> = {}): FunctionInfo {
  return { name, address: address(place), size: 40, type: 'function', source: 'symbol', instructions: 12, ...facts };
}

function coded(name: string, place: number, exact: string, shape = '0123456789abcdef'): FunctionInfo {
  return aFunction(name, place, { identity: { exact, shape } });
}

function modelOf(functions: readonly FunctionInfo[], parts: Partial<AnalysisDocument> = {}): ProgramModel {
  return new ProgramModel(aDocument({ functions, ...parts }));
}

describe('Two builds of a program', () => {
  it('share what has the same code, wherever it lies and whatever it is called', () => {
    const here = modelOf([coded('fcn.00001000', 0x1000, hash('a')), coded('main', 0x2000, hash('b'))]);
    const there = modelOf([coded('main', 0x1000, hash('b')), coded('helper', 0x7000, hash('a'))]);
    expect(compareFunctions(here, there)).toEqual({
      same: [
        { here: 0, there: 1, by: 'identity' },
        { here: 1, there: 0, by: 'identity' },
      ],
      changed: [],
      onlyHere: [],
      onlyThere: [],
    });
  });

  it('have a function changed when its name is the same and its code is not', () => {
    const here = modelOf([coded('main', 0x1000, hash('a'))]);
    const there = modelOf([coded('main', 0x1000, hash('b'), 'ffffffffffffffff')]);
    expect(compareFunctions(here, there).changed).toEqual([{ here: 0, there: 0, by: 'name' }]);
  });

  it('have a function without a name changed when its shape is much alike', () => {
    const here = modelOf([coded('fcn.00001000', 0x1000, hash('a'), '0123456789abcdef')]);
    const there = modelOf([coded('fcn.00003000', 0x3000, hash('b'), '0123456789abc000')]);
    expect(compareFunctions(here, there).changed).toEqual([{ here: 0, there: 0, by: 'shape' }]);
    const other = modelOf([coded('fcn.00003000', 0x3000, hash('b'), '01234567ffffffff')]);
    expect(compareFunctions(here, other)).toMatchObject({ changed: [], onlyHere: [0], onlyThere: [0] });
  });

  it('share what is too small for an identity when all that is known of it is the same', () => {
    const here = modelOf([aFunction('fcn.00001000', 0x1000, { imports: ['malloc'] })]);
    const there = modelOf([aFunction('fcn.00003000', 0x3000, { imports: ['malloc'] })]);
    expect(compareFunctions(here, there).same).toEqual([{ here: 0, there: 0, by: 'measures' }]);
  });

  it('tell first what weighs most, and of each difference which side has it', () => {
    const call = { calls_to: [], strings: [] };
    const here = modelOf([{ ...coded('main', 0x1000, hash('a')), ...call, imports: ['connect'] }], {
      imports: [anImport('connect', { category: 'network' })],
      strings: someStrings(1, 'old'),
    });
    const there = modelOf([{ ...coded('main', 0x1000, hash('b')), ...call, imports: [] }], {
      imports: [],
      strings: someStrings(1, 'new'),
    });
    expect(changeFacts(here, there, SAMPLE).map(({ text }) => text)).toEqual([
      'both are the same file, byte for byte',
      'functions: 0 the same, 1 changed, 0 only here, 0 only there',
      'network imports only here: connect',
      'function changed (by name): 0x1000 main, there 0x1000: only here connect',
      'string only here: "old 0" readable_text',
      'string only there: "new 0" readable_text',
    ]);
  });
});

it('Every reference that a comparison offers names something of its result', () => {
  const imports = [anImport('connect', { library: 'a.dll', category: 'network' }), anImport('not\na name')];
  const here = modelOf([coded('main', 0x1000, hash('a'))], { imports, libraries: ['one'] });
  const parts = aDocument();
  const summary = { ...parts.summary, hardening: {}, risk_score: 9 };
  const stages = [{ name: 'code', status: 'skipped', elapsed_ms: 0 }] as const;
  const metadata = { ...parts.metadata, stages };
  const there = modelOf([coded('other', 0x1000, hash('b'), '00')], { libraries: ['two'], summary, metadata });
  for (const [own, other] of [
    [here, there],
    [there, here],
  ] as const) {
    const facts = changeFacts(own, other, SAMPLE);
    expect(facts.length).toBeGreaterThan(8);
    for (const { ref } of facts)
      expect(ref.startsWith(OTHER) ? resolve(other, ref.slice(OTHER.length)) : resolve(own, ref)).toHaveLength(1);
  }
});

describe('A result whose code was not read', () => {
  it('is told to be no fit measure of the other', () => {
    const here = modelOf([coded('main', 0x1000, hash('a'))]);
    const { document } = modelOf([aFunction('main', 0x1000)]);
    const stages = [{ name: 'code', status: 'skipped', elapsed_ms: 0 }] as const;
    const there = new ProgramModel({ ...document, metadata: { ...document.metadata, stages } });
    const text = 'code there was not all read (skipped): functions told apart below may be the same';
    expect(changeFacts(here, there, SAMPLE).map((fact) => fact.text)).toContain(text);
    expect(changeFacts(here, here, SAMPLE).map((fact) => fact.text)).not.toContainEqual(expect.stringMatching('code'));
  });
});

it('A protection that one format does not have is said to be that, and no word of the language', () => {
  const parts = aDocument();
  const without = { ...parts.summary, hardening: {} };
  const facts = changeFacts(modelOf([]), new ProgramModel(aDocument({ functions: [], summary: without })), SAMPLE);
  expect(facts.map(({ text }) => text)).toContain('nx here yes, there not applicable');
});

describe('The likeness of shapes', () => {
  it('is 1 of the same, 0 where the structures differ, and less where uses do', () => {
    expect(likenessOf('0123456789abcdef', '0123456789abcdef')).toBe(1);
    expect(likenessOf('0123456789abcdef', '0123456700000000')).toBe(0);
    expect(likenessOf('0123456789abcdef0000000000000000', '0123456789abcdef')).toBe(0.5);
  });

  it('say how near their bytes are, where both have a TLSH', () => {
    const digest = (last: string): string => `T1${'0'.repeat(69)}${last}`;
    const withTlsh = (sha256: string, tlsh: string): ProgramModel => {
      const { metadata } = aDocument();
      return modelOf([], {
        metadata: { ...metadata, file: { ...metadata.file, sha256: hash(sha256) as never, tlsh } },
      });
    };
    const [one, other] = [withTlsh('a', digest('0')), withTlsh('b', digest('3'))];
    const told = (there: ProgramModel): readonly string[] =>
      changeFacts(one, there, SAMPLE).flatMap(({ ref, text }) => (ref === 'id:tlsh' ? [text] : []));
    expect(told(other)).toEqual(['bytes: TLSH distance 6, nearly the same']);
    expect([told(one), told(modelOf([]))]).toEqual([[], []]);
  });
});
