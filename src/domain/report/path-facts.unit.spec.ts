import fc from 'fast-check';

import type { FunctionInfo } from '#domain/document/functions';
import type { Address } from '#domain/shared/address';
import { address } from '#domain/shared/address';
import { aDocument, anImport } from '#test/builders/document';
import type { PathsAnswer, PathsWanted } from './path-facts';
import { pathFacts } from './path-facts';
import { ProgramModel } from './program-model';
import { SampleText } from './sample-text';

const IMPORT_AT = address(0x9000);
const sample = new SampleText(() => false);

const at = (place: number): Address => address(0x1000 + place * 16);

/** Functions by name, each with the places of those that it calls; `connect` is an import that a place 99 stands for. */
function programOf(calls: Readonly<Record<string, readonly number[]>>): ProgramModel {
  const functions = Object.entries(calls).map(([name, callees], place): FunctionInfo => {
    const targets = callees.map((callee) => ({
      ...{ address: callee === 99 ? IMPORT_AT : at(callee), name: '' },
      at: [address(0x8000 + place)],
    }));
    return {
      ...{ name, address: at(place), size: 16, type: 'function', source: 'unwind', calls_to: targets, calls_from: [] },
      imports: callees.includes(99) ? ['connect$UNIX2003'] : [],
    };
  });
  const imports = [anImport('connect$UNIX2003', { address: IMPORT_AT, category: 'network' })];
  return new ProgramModel(aDocument({ functions, imports }));
}

function asked(model: ProgramModel, wanted: Partial<PathsWanted>): PathsAnswer {
  return pathFacts(model, sample, { to: 'imp:connect$UNIX2003', maxPaths: 5, isWhole: false, ...wanted });
}

function lines(model: ProgramModel, wanted: Partial<PathsWanted> = {}): readonly string[] {
  return asked(model, wanted).facts.map(({ text }) => text);
}

const program = programOf({ main: [1, 2], a: [3], b: [3, 4], open: [99], other: [99], alone: [6], end: [] });

describe('paths of calls', () => {
  it('lead from where the program starts to each user of an import, the shortest first, with where it is called', () => {
    expect(lines(program)).toEqual([
      'main > a > open > connect$UNIX2003 at 0x8003',
      'main > b > other > connect$UNIX2003 at 0x8004',
    ]);
    expect(lines(program, { to: 'connect', maxPaths: 1 })).toEqual(['main > a > open > connect$UNIX2003 at 0x8003']);
    expect(asked(program, { maxPaths: 1 }).notes).toEqual([
      'Of 2 functions that use it, calls are known to lead to 2.',
    ]);
  });

  it('to a function differ by who calls it, and begin where they are asked to', () => {
    expect(lines(program, { to: 'fn:open' })).toEqual(['main > a > open at 0x8001', 'main > b > open at 0x8002']);
    expect(lines(program, { to: 'open', from: 'b' })).toEqual(['b > open at 0x8002']);
    expect(lines(program, { to: 'main' })).toEqual(['main, where it starts']);
  });

  it('differ further up where all come by one last function', () => {
    const model = programOf({ main: [1, 2], a: [3], b: [3], gate: [4], open: [99] });
    expect(lines(model)).toEqual([
      'main > a > gate > open > connect$UNIX2003 at 0x8004',
      'main > b > gate > open > connect$UNIX2003 at 0x8004',
    ]);
  });

  it('begin where no caller is known where no start leads there, and say so', () => {
    const { notes } = asked(program, { to: 'end' });
    expect(lines(program, { to: 'end' })).toEqual(['alone > end at 0x8005']);
    expect(notes[0]).toMatch(/^No path is known from where the program starts: 1 function .* pointers/);
    expect(lines(program, { to: 'end', from: 'main' })).toEqual([]);
    expect(asked(program, { to: 'alone' }).notes[0]).toMatch(/no listed function is known to call it/);
  });

  it('are not known where code was not analysed', () => {
    const functions = [{ name: 'main', address: at(0), size: 1, type: 'function', source: 'symbol' }] as const;
    const model = new ProgramModel(aDocument({ functions, imports: [anImport('connect')] }));
    expect(asked(model, { to: 'connect' }).notes).toEqual([
      'No path is known: which functions call which was not analysed.',
    ]);
  });

  it('that are long are cut in the midst, or told whole in several lines', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 40 }, (_, place) => [place === 0 ? 'main' : `f${place}`, [place === 39 ? 99 : place + 1]]),
    );
    const model = programOf(chain);
    const [line = ''] = lines(model);
    expect(line).toMatch(/^main > f1 > .* > … 28 more … > .* > f39 > connect\$UNIX2003 at 0x8027$/);
    const whole = lines(model, { isWhole: true });
    expect(whole[0]).toMatch(/^\(1\/4\) main > f1 > /);
    const names = whole.map((each) => each.replace(/^\(\d\/4\) (?:> )?/, '')).join(' > ');
    expect(names.split(' > ')).toHaveLength(41);
  });

  it.each([
    ['to', { to: 'fn:nothing' }, 'NOT_FOUND'],
    ['from', { from: 'nothing' }, 'NOT_FOUND'],
    ['from', { from: 'imp:connect$UNIX2003' }, 'INVALID_OPTION'],
    ['to', { to: 'id:build' }, 'INVALID_OPTION'],
  ])('refuse %s of %j', (field, wanted, code) => {
    const details = [expect.objectContaining({ field })];
    expect(() => asked(program, wanted)).toThrow(expect.objectContaining({ code, details }) as Error);
  });

  it('are chains of calls, each another, none longer than it must be, in any graph', () => {
    const graphs = fc.array(fc.array(fc.oneof(fc.nat(14), fc.constant(99)), { maxLength: 4 }), {
      minLength: 2,
      maxLength: 15,
    });
    fc.assert(
      fc.property(graphs, fc.integer({ min: 1, max: 10 }), (graph, maxPaths) => {
        const calls = Object.fromEntries(graph.map((callees, place) => [place === 0 ? 'main' : `f${place}`, callees]));
        const found = lines(programOf(calls), { from: 'main', maxPaths });
        expect(found.length).toBeLessThanOrEqual(maxPaths);
        expect(new Set(found).size).toBe(found.length);
        const chains = found.map((line) => line.split(' > ').slice(0, -1));
        for (const chain of chains)
          for (const [index, name] of chain.entries()) {
            const next = chain[index + 1];
            const own = calls[name] ?? [];
            expect(own).toContain(next === undefined ? 99 : Number(next.slice(1)));
            expect(name === 'main').toBe(index === 0);
          }
        expect(chains.length > 0).toBe(shortest(graph) !== undefined);
        if (chains.length > 0) expect(chains[0]).toHaveLength(shortest(graph) ?? 0);
      }),
      { numRuns: 100 },
    );
  });
});

/** Functions on the shortest way from the first to one that calls the import. */
function shortest(graph: readonly (readonly number[])[]): number | undefined {
  let front = new Set([0]);
  for (let length = 1; length <= graph.length; length += 1) {
    const calls = [...front].flatMap((place) => graph[place] ?? []);
    if (calls.includes(99)) return length;
    front = new Set(calls.filter((place) => place < graph.length));
  }
  return undefined;
}
