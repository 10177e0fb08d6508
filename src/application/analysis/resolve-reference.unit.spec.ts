import type { ItemKind } from '#domain/results/item-reference';
import { ITEM_KINDS, parseReference } from '#domain/results/item-reference';
import { address } from '#domain/shared/address';
import { HOUR_MS } from '#domain/shared/quantities';
import { aDocument, anImport, someFunctions, someStrings } from '#test/builders/document';
import { aContentKey } from '#test/builders/job';
import { FakeResultCache } from '#test/fakes/fake-result-cache';
import type { Referred } from './resolve-reference';
import { resolveReference } from './resolve-reference';

const key = aContentKey('a');
const functions = someFunctions(40).map((each, index) => ({
  ...each,
  name: index === 0 ? 'main' : index === 1 ? 'connect' : index < 4 ? 'twice' : 'init',
}));
const imports = [
  anImport('connect', { library: 'WS2_32.dll', address: address(0x9000) }),
  anImport('Ordinal_7', { library: 'WS2_32.dll', address: address(0x9008) }),
  anImport('Ordinal_7', { library: 'api-ms-1.2.dll', address: address(0x9010) }),
  anImport('placeless'),
];
const cache = new FakeResultCache();

async function found(text: string, kinds: readonly ItemKind[] = ITEM_KINDS): Promise<readonly Referred[] | undefined> {
  const reference = parseReference(text);
  if (reference === undefined) throw new Error(`${text} names nothing`);
  return resolveReference(cache, key, { reference, field: 'from', kinds });
}

beforeAll(() => cache.put(key, aDocument({ functions, imports, strings: someStrings(2) }), HOUR_MS));

describe('a reference', () => {
  it.each([
    ['0x1000', ['function 0x1000']],
    ['0X1000', ['function 0x1000']],
    ['fn:main', ['function 0x1000']],
    ['main', ['function 0x1000']],
    ['connect', ['function 0x1040']],
    ['imp:connect', ['import 0x9000']],
    ['imp:ws2_32.connect', ['import 0x9000']],
    ['imp:WS2_32.Ordinal_7', ['import 0x9008']],
    ['imp:ws2_32.dll.Ordinal_7', ['import 0x9008']],
    ['imp:api-ms-1.2.Ordinal_7', ['import 0x9010']],
    ['0x9008', ['import 0x9008']],
    ['str:0x400010', ['string 0x400010']],
    ['fn:0x400010', []],
    ['imp:placeless', []],
    ['imp:KERNEL32.connect', []],
    ['nothing', []],
  ])('%s names %j', async (text, expected) => {
    expect((await found(text))?.map((each) => `${each.kind} ${each.address}`)).toEqual(expected);
  });

  it.each(['', 'fn:', 'str:text'])('is not %j', (text) => {
    expect(parseReference(text)).toBeUndefined();
  });

  it.each([
    ['twice', 2, 2],
    ['init', 36, 20],
    ['imp:Ordinal_7', 2, 2],
  ])('%s is refused where several bear the name, with their addresses', async (text, total, shown) => {
    const refusal = await found(text).catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining(`${total} of them`) as string,
    });
    const { details } = refusal as { details: readonly { field: string; message: string }[] };
    expect([details.length, details[0]?.field, details[0]?.message.startsWith('0x')]).toEqual([shown, 'from', true]);
  });

  it('is refused where it names what is not asked for', async () => {
    await expect(found('str:0x400010', ['function'])).rejects.toMatchObject({ code: 'INVALID_OPTION' });
  });

  it('names nothing of a result that is gone', async () => {
    const reference = { address: address(1) };
    const gone = resolveReference(cache, aContentKey('b'), { reference, field: 'from', kinds: ITEM_KINDS });
    expect(await gone).toBeUndefined();
  });
});
