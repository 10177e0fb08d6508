import type { FileFacts, Section } from '#domain/analysis/analysis-document';
import { address } from '#domain/shared/address';
import type { Address } from '#domain/shared/address';
import { namedFunctions } from './named-functions';
import type { Structure } from './read-structure';

const at = (text: string): Address => address(BigInt(text));
const TEXT: Section = {
  name: '.text',
  address: at('0x1000'),
  offset: at('0x0'),
  size: 0x1000,
  virtual_size: 0x1000,
  permissions: 'r-x',
};

function structure(named: Partial<Structure['named']>): Structure {
  return {
    findings: {
      file: {} as FileFacts,
      hardening: {},
      sections: [TEXT],
      segments: [],
      libraries: [],
      resources: [],
      imports: [],
      exports: [],
      strings: [],
      truncated: [],
    },
    named: { symbols: [], exports: [], imports: [], entryPoints: [], ...named },
    slots: { imports: [], byPlace: new Map() },
    largestAnswer: 0,
  };
}

const symbol = (name: string, place: string, size = 0): Structure['named']['symbols'][number] => ({
  name,
  address: at(place),
  size,
  isFunction: true,
  isImported: false,
});

describe('namedFunctions', () => {
  it('takes the strongest source, and the bounds of a table', async () => {
    const facts = structure({ symbols: [symbol('main', '0x1100', 8)], entryPoints: [at('0x1100')] });
    const functions = await namedFunctions('elf', facts, [
      { address: at('0x1100'), size: 32 },
      { address: at('0x1200') },
    ]);
    expect(functions.get(at('0x1100'))).toEqual({ name: 'main', size: 32, type: 'entry', source: 'symbol' });
    expect(functions.get(at('0x1200'))).toEqual({
      name: undefined,
      size: undefined,
      type: 'function',
      source: 'unwind',
    });
  });

  it('takes no data for a function', async () => {
    const facts = structure({
      symbols: [symbol('_OBJC_CLASS_$_View', '0x3000'), symbol('first', '0x1000'), symbol('past', '0x2000')],
    });
    expect([...(await namedFunctions('macho', facts, [])).keys()]).toEqual(['0x1000']);
  });

  it('does not take the names that radare2 makes up for symbols', async () => {
    const facts = structure({ symbols: [symbol('func.00001100', '0x1100')] });
    const functions = await namedFunctions('macho', facts, [{ address: at('0x1100') }]);
    expect(functions.get(at('0x1100'))?.source).toBe('unwind');
  });

  it('takes the stubs of imports, and no slots of an import table', async () => {
    const facts = structure({ imports: [{ name: 'puts', address: at('0x1010'), category: 'string' }] });
    expect((await namedFunctions('elf', facts, [])).get(at('0x1010'))).toMatchObject({ name: 'puts', type: 'import' });
    expect((await namedFunctions('pe', facts, [])).size).toBe(0);
  });

  it('takes no forwarded export', async () => {
    const forwarded = {
      name: 'HeapAlloc',
      address: at('0x1100'),
      size: 0,
      type: 'function',
      forwarder: 'NTDLL.x',
    } as const;
    expect((await namedFunctions('pe', structure({ exports: [forwarded] }), [])).size).toBe(0);
  });
});
