import type { ReferredItem } from '#domain/listing/listing-line';
import { address } from '#domain/shared/address';
import { listingText, pageEnd } from './listing-text';

const at = address(0x40_1000);
const line = (item?: ReferredItem): string =>
  listingText([{ address: at, bytes: '90', text: 'nop', ...(item !== undefined && { refers_to: item }) }]);

describe('a listing as text', () => {
  it('is a line for each instruction, and behind a semicolon what it names', () => {
    expect(line()).toBe('0x401000  nop\n');
    expect(line({ address: at, kind: 'import', name: 'printf' })).toBe('0x401000  nop  ; printf\n');
    expect(line({ address: at, kind: 'function', name: 'std::vector<int>::at(unsigned long)' })).toBe(
      '0x401000  nop  ; std::vector<int>::at(unsigned long)\n',
    );
    expect(line({ address: at, kind: 'data' })).toBe('0x401000  nop  ; 0x401000\n');
  });

  it('shows strings, and names that could be something else, in quotes and on one line', () => {
    const content = 'say "hi"\n0x401001  ret';
    expect(line({ address: at, kind: 'string', string: content })).toBe(
      '0x401000  nop  ; "say \\"hi\\"\\n0x401001  ret"\n',
    );
    expect(line({ address: at, kind: 'function', name: 'x\n0x401001  ret ; "' })).toBe(
      '0x401000  nop  ; "x\\n0x401001  ret ; \\""\n',
    );
  });

  it('says at its end how to get the next page', () => {
    const place = { page: 2, page_size: 50, total_count: 130 };
    expect(pageEnd({ ...place, has_next: true })).toBe('; lines 51-100 of 130; next: page=3\n');
    expect(pageEnd({ ...place, page: 3, has_next: false })).toBe('');
  });
});
