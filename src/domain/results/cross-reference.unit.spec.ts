import { address } from '#domain/shared/address';
import { someFunctions } from '#test/builders/document';
import { crossReferenceOf } from './cross-reference';

describe('a cross reference', () => {
  it.each([
    [['function'], 'call'],
    [['string'], 'string'],
    [['function', 'import'], 'import'],
  ] as const)('of a function with a list that is cut, to %j, is of kind %s', (there, kind) => {
    const [user] = someFunctions(1).map((each) => ({ ...each, calls_to: [], strings: [], imports: [] }));
    expect(user && crossReferenceOf(user, address(0x9000), there)).toMatchObject({ kind, at: [] });
  });
});
