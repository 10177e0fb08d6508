import { MAX_SYMBOLS } from '#domain/bytes/read-table';
import { ByteWriter } from '#test/builders/byte-writer';
import type { SymbolRecipe } from '#test/builders/macho-linkedit';
import { linkedMacho, loadCommand, symbolTable } from '#test/builders/macho-linkedit';
import { openedMacho } from '#test/builders/opened-executable';
import { readMachoSymbols } from './macho-symbols';

const many = (count: number, name: string, type: number): readonly SymbolRecipe[] =>
  Array.from<SymbolRecipe>({ length: count }).fill({ name, type });

it('of a table that is too long imports and exports are read whole, and the rest is cut', async () => {
  const locals = [...many(1000, '_mark', 0x64), ...many(MAX_SYMBOLS + 10, '_local', 0x0e)];
  const parts = symbolTable(locals, many(3, '_shown', 0x0f), many(2, '_needed', 0x01));

  const { symbols, ...reading } = await readMachoSymbols(await openedMacho(linkedMacho({}, parts)));

  expect(symbols.slice(0, 6).map(({ name }) => name)).toEqual([
    ...['_shown', '_shown', '_shown', '_needed', '_needed', '_local'],
  ]);
  expect(symbols[3]?.index).toBe(locals.length + 3);
  expect(reading).toEqual({ visited: MAX_SYMBOLS + 5, total: locals.length + 5, isWhole: false });
});

it('of a table whose first group is too long, the others are read', async () => {
  const parts = symbolTable(many(2, '_local', 0x0e), many(MAX_SYMBOLS + 10, '_shown', 0x0f), many(3, '_needed', 0x01));

  const { symbols, isWhole } = await readMachoSymbols(await openedMacho(linkedMacho({}, parts)));

  expect([symbols.length, isWhole]).toEqual([MAX_SYMBOLS + 5, false]);
  expect(symbols.slice(-5).map(({ name }) => name)).toEqual(['_needed', '_needed', '_needed', '_local', '_local']);
});

it('groups that do not account for all symbols are not believed', async () => {
  const [table, groups] = symbolTable(many(2, '_local', 0x0e), many(1, '_shown', 0x0f), []);
  const wrong = { ...groups!, command: () => new ByteWriter(groups!.command(0), true).u32(8, 1, 1, 2, 7).bytes };

  const { symbols, isWhole } = await readMachoSymbols(await openedMacho(linkedMacho({}, [table!, wrong])));

  expect([symbols.map(({ name }) => name), isWhole]).toEqual([['_local', '_local', '_shown'], true]);
});

it('of more names than are read at once, each group has its own, and what has no name gets none', async () => {
  const [before, names] = ['_first', '_last'];
  const gap = 33 << 20;
  const table = new ByteWriter(new Uint8Array(48), true).u32(0, 1).u8(4, 0x0e).u32(16, gap).u8(20, 0x01).u8(36, 0x01);
  const text = Buffer.alloc(gap + names.length + 1);
  text.write(before, 1);
  text.write(names, gap);
  const file = await openedMacho(
    linkedMacho({}, [
      {
        data: Buffer.concat([table.bytes, text]),
        command: (at) => loadCommand(0x02, at, 3, at + 48, text.length),
      },
      {
        data: new Uint8Array(0),
        command: () => loadCommand(0x0b, 0, 1, 1, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
      },
    ]),
  );

  expect((await readMachoSymbols(file)).symbols.map(({ name }) => name)).toEqual(['_last', '_first']);
});
