import type { FunctionInfo } from '#domain/document/functions';
import { address } from '#domain/shared/address';
import { withNamesInShapes } from './function-shapes';

const STRUCTURE = '0123456789abcdef';

function shapeOf(imports: readonly string[], texts: readonly string[], shape = STRUCTURE): string | undefined {
  const strings = texts.map((content, index) => ({ address: address(BigInt(index)), content }));
  const each = {
    name: 'f',
    address: address(1n),
    size: 40,
    type: 'function',
    source: 'call',
    imports,
    strings,
  } as const;
  const told: FunctionInfo = { ...each, identity: { exact: 'a'.repeat(64), shape } };
  return withNamesInShapes([told])[0]?.identity?.shape;
}

describe('the shape of a function', () => {
  it('has 16 digits more where it uses imports or strings, whatever their order and addresses', () => {
    expect(shapeOf([], [])).toBe(STRUCTURE);
    expect(shapeOf(['read', 'write'], ['one', 'two'])).toMatch(/^0123456789abcdef[0-9a-f]{16}$/);
    expect(shapeOf(['write', 'read'], ['two', 'one'])).toBe(shapeOf(['read', 'write'], ['one', 'two']));
  });

  it('tells an import from a string of the same name', () => {
    expect(shapeOf(['read'], [])).not.toBe(shapeOf([], ['read']));
  });
});
