import type { FoundFunction } from '#domain/functions/function-list';
import { address } from '#domain/shared/address';
import type { CodeFindings } from './analyse-code';
import { deepened } from './deepened-code';

const at = (place: number, name: string, details: FoundFunction['details'] = {}): FoundFunction => {
  return { address: address(place), name, size: 16, details };
};
const findings = (found: readonly FoundFunction[], more: Partial<CodeFindings> = {}): CodeFindings => {
  return { found, byPrelude: new Set(), status: 'ok', ...more };
};

describe('our reading of code with what radare2 adds', () => {
  it('keeps what we count, and takes variables, names and further functions', () => {
    const ours = findings([at(0x10, 'fcn.00000010', { basic_blocks: 3 }), at(0x20, 'main', { basic_blocks: 1 })]);
    const theirs = findings([
      at(0x10, 'entry.init0', { basic_blocks: 2, arguments: 1, signature: 'int f (int a)' }),
      at(0x20, 'fcn.00000020', { locals: 4 }),
      at(0x30, 'fcn.00000030', { basic_blocks: 5 }),
    ]);
    expect(deepened(ours, theirs).found).toEqual([
      at(0x10, 'entry.init0', { basic_blocks: 3, arguments: 1, signature: 'int f (int a)' }),
      at(0x20, 'main', { basic_blocks: 1, locals: 4 }),
      at(0x30, 'fcn.00000030', { basic_blocks: 5 }),
    ]);
  });

  it('takes for a guess what either alone guesses', () => {
    const ours = findings([at(0x10, 'a'), at(0x20, 'b')], { byPrelude: new Set([address(0x20)]) });
    const theirs = findings([at(0x10, 'a'), at(0x30, 'c')], { byPrelude: new Set([address(0x10), address(0x30)]) });
    expect([...deepened(ours, theirs).byPrelude]).toEqual([address(0x20), address(0x30)]);
  });

  it('is partial where radare2 came to no end, and says why', () => {
    const theirs = findings([], { status: 'timeout', reason: 'The time was over.' });
    const ours = findings([at(0x10, 'a')]);
    expect(deepened(ours, theirs)).toMatchObject({
      status: 'partial',
      reason: 'The time was over.',
      found: ours.found,
    });
  });
});
