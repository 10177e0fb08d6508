import fc from 'fast-check';

import type { CallTarget, FunctionInfo } from '#domain/document/functions';
import type { ExtractedString } from '#domain/document/strings';
import type { Import } from '#domain/document/symbols';
import type { Address } from '#domain/shared/address';
import { address } from '#domain/shared/address';
import { BoundedLists, RELATION_LIMITS } from './bounded-lists';
import { FunctionExtents } from './function-extents';
import { importSlots } from './import-slots';
import type { Reference } from './reference';
import { relationTruncations } from './relation-truncations';
import type { Relations } from './relations';
import { RelationIndex } from './relations';

const fn = (start: number, name: string, facts: Partial<FunctionInfo> = {}): FunctionInfo => ({
  name,
  address: address(start),
  size: 0x10,
  type: 'function',
  source: 'call',
  instructions: 9,
  basic_blocks: 1,
  ...facts,
});
const text = (at: number, content: string): ExtractedString => ({
  content,
  address: address(at),
  offset: address(at),
  length: content.length,
  encoding: 'ascii',
  type: 'readable_text',
});
const ref = (from: number, to: number, kind: Reference['kind'] = 'call'): Reference => ({
  from: address(from),
  to: address(to),
  kind,
});

const PUTS_STUB = 0x900;
const PUTS_SLOT = 0x5000;
const OPEN_SLOT = 0x5008;
const FUNCTIONS = [
  fn(PUTS_STUB, 'puts', { type: 'import', instructions: 1 }),
  fn(0x1000, 'main'),
  fn(0x1010, 'helper'),
  fn(0x1020, 'jump_open', { instructions: 1 }),
  fn(0x1030, 'lonely'),
];
const IMPORTS: readonly Import[] = [
  { name: 'puts', category: 'file', address: address(PUTS_STUB) },
  { name: 'open', category: 'file', address: address(OPEN_SLOT) },
];
const SLOTS = importSlots(IMPORTS, [{ name: 'puts', address: address(PUTS_SLOT) }]);
const STRINGS: readonly ExtractedString[] = [text(0x3000, 'hello'), text(0x3010, 'unused')];

function relate(
  references: readonly Reference[],
  { functions = FUNCTIONS, strings = STRINGS, slots = SLOTS, readsAreCalls = false, wantsStrings = true } = {},
): Promise<Relations> {
  const extents = new FunctionExtents(functions, []);
  const index = new RelationIndex({
    functions,
    extents,
    imports: slots,
    strings: wantsStrings ? strings : undefined,
    readsAreCalls,
  });
  for (const each of references) index.add(each);
  return index.apply(() => Promise.resolve());
}

async function relationsOf(name: string, references: readonly Reference[]): Promise<FunctionInfo> {
  const { functions } = await relate(references);
  const found = functions.find((each) => each.name === name);
  if (found === undefined) throw new Error(`No ${name}`);
  return found;
}

describe('relations', () => {
  it('are calls, seen from both ends', async () => {
    const references = [ref(0x1004, 0x1010), ref(0x1008, 0x1010), ref(0x1014, PUTS_STUB)];
    const helper = { address: '0x1010', name: 'helper' };
    const puts = { address: '0x900', name: 'puts' };
    expect((await relationsOf('main', references)).calls_to).toEqual([{ ...helper, at: ['0x1004', '0x1008'] }]);
    expect(await relationsOf('helper', references)).toMatchObject({
      calls_from: [{ address: '0x1000', name: 'main' }],
      calls_to: [{ ...puts, at: ['0x1014'] }],
      imports: ['puts'],
    });
    expect((await relationsOf('puts', references)).calls_from).toEqual([helper]);
    expect(await relationsOf('lonely', references)).toMatchObject({ calls_to: [], calls_from: [], imports: [] });
  });

  it('are jumps to another function, but neither loops nor jumps into the midst of one', async () => {
    const references = [ref(0x1004, 0x1010, 'jump'), ref(0x1008, 0x1000, 'jump'), ref(0x1008, 0x1024, 'jump')];
    expect((await relationsOf('main', references)).calls_to).toEqual([
      { address: '0x1010', name: 'helper', at: ['0x1004'] },
    ]);
  });

  it('are calls of itself', async () => {
    expect((await relationsOf('main', [ref(0x1004, 0x1000)])).calls_from).toEqual([
      { address: '0x1000', name: 'main' },
    ]);
  });

  it('are calls through a slot, named by the import and placed at its stub', async () => {
    const main = await relationsOf('main', [ref(0x1004, PUTS_SLOT, 'slot'), ref(0x1008, OPEN_SLOT, 'slot')]);
    expect(main.calls_to).toEqual([
      { address: '0x900', name: 'puts', at: ['0x1004'] },
      { address: '0x5008', name: 'open', at: ['0x1008'] },
    ]);
    expect(main.imports).toEqual(['open', 'puts']);
  });

  it('are imports without calls where a slot is only read, but in the import table of a PE file', async () => {
    const reading = [ref(0x1004, OPEN_SLOT, 'data')];
    expect(await relationsOf('main', reading)).toMatchObject({ calls_to: [], imports: ['open'] });
    const { functions } = await relate(reading, { readsAreCalls: true });
    expect(functions[1]?.calls_to).toEqual([{ address: '0x5008', name: 'open', at: ['0x1004'] }]);
  });

  it('reach imports through a thunk', async () => {
    const references = [ref(0x1024, OPEN_SLOT, 'slot'), ref(0x1004, 0x1020)];
    expect((await relationsOf('jump_open', references)).type).toBe('thunk');
    expect(await relationsOf('main', references)).toMatchObject({
      imports: ['open'],
      calls_to: [{ address: '0x1020', name: 'jump_open', at: ['0x1004'] }],
    });
  });

  it('have a site for each use: the lowest call, or else the lowest instruction', async () => {
    const { sites } = await relate([
      ref(0x1002, PUTS_SLOT, 'data'),
      ref(0x100c, PUTS_SLOT, 'slot'),
      ref(0x1008, PUTS_STUB, 'jump'),
      ref(0x1014, OPEN_SLOT, 'data'),
      ref(0x1012, OPEN_SLOT, 'data'),
      ref(0x1018, 0x3000, 'data'),
      ref(0x1016, 0x3000, 'data'),
    ]);
    expect([...sites.keys()]).toEqual(['0x1000', '0x1010']);
    expect(sites.get(address(0x1000))?.imports).toEqual(new Map([['puts', { address: '0x1008', kind: 'call_site' }]]));
    expect(sites.get(address(0x1010))).toEqual({
      imports: new Map([['open', { address: '0x1012', kind: 'reference' }]]),
      strings: new Map([['0x3000', { address: '0x1016', kind: 'reference' }]]),
    });
  });

  it('have a site where a thunk is called, not only the thunk itself', async () => {
    const { sites } = await relate([ref(0x1024, OPEN_SLOT, 'slot'), ref(0x100a, 0x1020), ref(0x1006, 0x1020, 'jump')]);
    expect(sites.get(address(0x1000))?.imports.get('open')).toEqual({ address: '0x1006', kind: 'call_site' });
  });

  it('are the strings that a function uses, and the function that uses a string', async () => {
    const { functions, strings } = await relate([ref(0x1014, 0x3000, 'data'), ref(0x1004, 0x3000, 'data')]);
    expect(functions[1]?.strings).toEqual([{ address: '0x3000', content: 'hello' }]);
    expect(strings[0]?.context).toEqual({ address: '0x1000', name: 'main' });
    expect(strings[1]).not.toHaveProperty('context');
  });

  it('tell where calls are, the lowest eight of each and how many there are', async () => {
    const places = [0x100d, 0x1001, 0x1003, 0x1003, 0x1002, 0x1009, 0x1008, 0x1007, 0x1006, 0x1005];
    const main = await relationsOf('main', [...places.map((from) => ref(from, 0x1010)), ref(0x100c, PUTS_STUB)]);
    const at = [0x1001, 0x1002, 0x1003, 0x1005, 0x1006, 0x1007, 0x1008, 0x1009].map(address);
    expect(main.calls_to).toEqual([
      { address: '0x900', name: 'puts', at: ['0x100c'] },
      { address: '0x1010', name: 'helper', at, at_total: 9 },
    ]);
  });

  it('name all users of a string, and how many they are', async () => {
    const { strings } = await relate([
      ref(0x1014, 0x3000, 'data'),
      ref(0x1004, 0x3000, 'data'),
      ref(0x1006, 0x3000, 'data'),
    ]);
    expect(strings[0]).toMatchObject({ used_by: ['0x1000', '0x1010'], used_by_total: 2 });
    expect(strings[1]).toMatchObject({ used_by_total: 0 });
    expect(strings[1]).not.toHaveProperty('used_by');
  });

  it('name all users of an import, those that reach it through a thunk too', async () => {
    const { imports } = await relate([
      ref(0x1024, OPEN_SLOT, 'slot'),
      ref(0x1004, 0x1020),
      ref(0x1014, OPEN_SLOT, 'data'),
      ref(0x1016, PUTS_STUB),
    ]);
    expect(imports).toEqual([
      { ...SLOTS.imports[0], used_by: ['0x1010'], used_by_total: 1 },
      { ...SLOTS.imports[1], used_by: ['0x1000', '0x1010', '0x1020'], used_by_total: 3 },
    ]);
  });

  it('tell imports of one name apart, and say nothing of one that has no place', async () => {
    const seventh = { name: 'Ordinal_7', category: 'other' } as const;
    const imports: readonly Import[] = [
      { ...seventh, library: 'A.dll', address: address(0x5000) },
      { ...seventh, library: 'B.dll', address: address(0x5008) },
      { name: 'gone', category: 'other' },
    ];
    const slots = importSlots(imports, []);
    const related = await relate([ref(0x1004, 0x5008, 'slot'), ref(0x1014, 0x5000, 'slot')], { slots });
    expect(related.imports.map((each) => each.used_by)).toEqual([['0x1010'], ['0x1000'], undefined]);
    expect(related.imports[2]).not.toHaveProperty('used_by_total');
    expect(related.functions[1]?.imports).toEqual(['Ordinal_7']);
  });

  it('know no strings when nobody asked for them', async () => {
    const { functions, strings } = await relate([ref(0x1014, 0x3000, 'data')], { wantsStrings: false });
    expect(functions[1]).not.toHaveProperty('strings');
    expect(strings).toEqual([]);
  });

  it('do not come from the stub of an import, nor from where no function is', async () => {
    const { total } = await relate([ref(0x904, PUTS_SLOT, 'slot'), ref(0x8000, 0x1000), ref(0x8000, 0x3000, 'data')]);
    expect(total).toBe(0);
  });

  it('are bounded, with the true number beside', async () => {
    const many = Array.from({ length: 300 }, (_, index) => fn(0x10_0000 + index * 0x10, `f${index}`));
    const functions = [...FUNCTIONS, ...many];
    const calls = many.map((each) => ref(Number(each.address) + 4, 0x1000));
    const related = await relate(calls, { functions });
    expect(related.functions[1]?.calls_from).toHaveLength(RELATION_LIMITS.list);
    expect(related.functions[1]?.totals).toEqual({ calls_from: 300 });
    expect(related.total - related.kept).toBe(100);
    expect(relationTruncations(related)).toMatchObject([{ section: 'relations', total: related.total }]);
  });

  it('have short names and texts', async () => {
    const long = 'x'.repeat(5000);
    const functions = [fn(0x1000, 'main'), fn(0x1010, long)];
    const { functions: related } = await relate([ref(0x1004, 0x1010), ref(0x1004, 0x3000, 'data')], {
      functions,
      strings: [text(0x3000, long)],
    });
    expect(related[0]?.calls_to?.[0]?.name).toHaveLength(RELATION_LIMITS.name);
    expect(related[0]?.strings?.[0]?.content).toHaveLength(RELATION_LIMITS.content);
  });

  it('stop where the document is full', () => {
    const lists = new BoundedLists(120);
    const totals = {};
    const made = lists.make(totals, 'imports', ['a', 'b', 'c'], (each) => each);
    expect([made, totals, lists.kept, lists.total]).toEqual([['a', 'b'], { imports: 3 }, 2, 3]);
  });

  it('count the places of calls to what a list has room for', () => {
    const lists = new BoundedLists(120);
    const at = ['0x1000', '0x1004'].map((each) => each as Address);
    const call = (name: string): CallTarget => ({ address: address(0x10), name, at });
    expect(lists.make({}, 'calls_to', ['a', 'b'], call)).toHaveLength(1);
  });

  it('are symmetric and the same in whatever order references come', async () => {
    const place = fc.integer({ min: 0x8f0, max: 0x1050 });
    const kind = fc.constantFrom<Reference['kind']>('call', 'jump', 'slot', 'data');
    const reference = fc.tuple(place, fc.oneof(place, fc.constantFrom(PUTS_SLOT, OPEN_SLOT, 0x3000)), kind);
    await fc.assert(
      fc.asyncProperty(fc.array(reference, { maxLength: 60 }), async (list) => {
        const references = list.map(([from, to, how]) => ref(from, to, how));
        const related = await relate(references);
        expect(await relate([...references].reverse())).toEqual(related);
        const known = new Set([...FUNCTIONS, ...IMPORTS].map((each) => each.address));
        for (const caller of related.functions) {
          for (const callee of caller.calls_to ?? []) {
            expect(known).toContain(callee.address);
            const target = related.functions.find((each) => each.address === callee.address);
            if (target === undefined) continue;
            expect(target.calls_from?.map((each) => each.address)).toContain(caller.address);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
