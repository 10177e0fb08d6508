import type { Section } from '#domain/document/sections';
import type { Address } from '#domain/shared/address';
import { address } from '#domain/shared/address';
import type { ExecutableFormat } from '#domain/shared/executable-header';
import type { NamingTables } from './named-functions';
import { namedFunctions as inTurns } from './named-functions';

const at = (text: string): Address => address(BigInt(text));
const TEXT: Section = {
  name: '.text',
  address: at('0x1000'),
  offset: at('0x0'),
  size: 0x1000,
  virtual_size: 0x1000,
  permissions: 'r-x',
};

function structure(named: Partial<NamingTables['named']>): NamingTables {
  return {
    findings: { sections: [TEXT], segments: [] },
    named: { symbols: [], exports: [], imports: [], entryPoints: [], ...named },
  };
}

const symbol = (name: string, place: string, size = 0): NamingTables['named']['symbols'][number] => ({
  name,
  address: at(place),
  size,
  isFunction: true,
  isImported: false,
});

const NONE = { starts: [], reached: [] };

describe('namedFunctions', () => {
  it('takes the strongest source, and the bounds of a table', async () => {
    const facts = structure({ symbols: [symbol('main', '0x1100', 8)], entryPoints: [at('0x1100')] });
    const functions = await namedFunctions('elf', facts, {
      ...NONE,
      starts: [{ address: at('0x1100'), size: 32 }, { address: at('0x1200') }],
    });
    expect(functions.get(at('0x1100'))).toEqual({
      name: 'main',
      size: 32,
      type: 'entry',
      source: 'symbol',
      isWhole: true,
    });
    expect(functions.get(at('0x1200'))).toEqual({
      name: undefined,
      size: undefined,
      type: 'function',
      source: 'unwind',
    });
  });

  it("takes names from Go's table where nothing else has one, tamed", async () => {
    const facts = structure({ symbols: [symbol('main.main', '0x1100', 8)] });
    const functions = await namedFunctions('elf', facts, {
      ...NONE,
      starts: [
        { address: at('0x1100'), size: 32, name: 'other' },
        { address: at('0x1200'), size: 16, name: 'main.\u202efn' },
      ],
    });
    expect(functions.get(at('0x1100'))).toMatchObject({ name: 'main.main', size: 8, source: 'symbol' });
    expect(functions.get(at('0x1200'))).toMatchObject({ name: 'main.\\u{202e}fn', size: 16, source: 'unwind' });
  });

  it('says how a function is reached that no table names', async () => {
    const functions = await namedFunctions('elf', structure({}), {
      starts: [{ address: at('0x1100') }],
      reached: [
        { address: at('0x1000'), by: 'loader' },
        { address: at('0x1200'), by: 'pointer', mode: 'thumb' },
      ],
    });
    expect([...functions].map(([address, { source, type }]) => [address, source, type])).toEqual([
      ['0x1100', 'unwind', 'function'],
      ['0x1000', 'entry', 'function'],
      ['0x1200', 'call', 'function'],
    ]);
  });

  it('takes no data for a function', async () => {
    const facts = structure({
      symbols: [symbol('_OBJC_CLASS_$_View', '0x3000'), symbol('first', '0x1000'), symbol('past', '0x2000')],
    });
    expect([...(await namedFunctions('macho', facts, NONE)).keys()]).toEqual(['0x1000']);
  });

  it('takes the stubs of imports, and no slots of an import table', async () => {
    const facts = structure({ imports: [{ name: 'puts', address: at('0x1010'), category: 'string' }] });
    expect((await namedFunctions('elf', facts, NONE)).get(at('0x1010'))).toMatchObject({
      name: 'puts',
      type: 'import',
    });
    expect((await namedFunctions('pe', facts, NONE)).size).toBe(0);
  });

  function namedFunctions(
    format: ExecutableFormat,
    tables: NamingTables,
    starts: Parameters<typeof inTurns>[2],
  ): ReturnType<typeof inTurns> {
    return inTurns(format, tables, starts, () => Promise.resolve());
  }

  it('takes no bounds for a stub: the table has one entry for all of them', async () => {
    const facts = structure({ imports: [{ name: 'puts', address: at('0x1010'), category: 'string' }] });
    const starts = [{ address: at('0x1010'), size: 0x400 }];
    const stub = (await namedFunctions('elf', facts, { ...NONE, starts })).get(at('0x1010'));
    expect(stub).toEqual({ name: 'puts', size: undefined, type: 'import', source: 'symbol' });
  });

  it('takes no forwarded export', async () => {
    const forwarded = {
      name: 'HeapAlloc',
      address: at('0x1100'),
      size: 0,
      type: 'function',
      forwarder: 'NTDLL.x',
    } as const;
    expect((await namedFunctions('pe', structure({ exports: [forwarded] }), NONE)).size).toBe(0);
  });
});
