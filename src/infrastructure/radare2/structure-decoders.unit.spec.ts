import {
  entryPoint,
  exportedName,
  importedName,
  sectionDecoder,
  segmentDecoder,
  stringDecoder,
  symbolFact,
} from './structure-decoders';

const SECTION = {
  name: '.text',
  size: 4096,
  vsize: '0x2000',
  perm: '-r-x',
  paddr: '0x400',
  vaddr: '0xffffffff80001000',
  entropy: '6.25',
  md5: 'd41d8cd98f00b204e9800998ecf8427e',
};
const STRING = {
  vaddr: '0x2000',
  paddr: '0x1000',
  length: '0x5',
  section: '3.__TEXT.__cstring',
  type: 'utf16le',
  string: 'hello',
};
const SYMBOL = { name: 'main', type: 'FUNC', vaddr: '0x1000', size: '0x20', is_imported: false };

describe('decoders of structure', () => {
  it('read a section, addresses of 64 bits exactly', () => {
    expect(sectionDecoder(0)(SECTION)).toEqual({
      name: '.text',
      address: '0xffffffff80001000',
      offset: '0x400',
      size: 4096,
      virtual_size: 8192,
      permissions: 'r-x',
      entropy: 6.25,
      md5: 'd41d8cd98f00b204e9800998ecf8427e',
    });
  });

  it('say nothing about bytes that a section does not have', () => {
    expect(sectionDecoder(0)({ ...SECTION, size: 0 })).not.toHaveProperty('entropy');
  });

  it('count offsets in a universal file from its start, and believe nothing about the bytes there', () => {
    const section = sectionDecoder(0x4000)({ ...SECTION, name: '0.__TEXT.__text' });
    expect(section).toMatchObject({ name: '__TEXT.__text', offset: '0x4400' });
    expect(section).not.toHaveProperty('md5');
    expect(stringDecoder(0x4000)(STRING)).toMatchObject({ offset: '0x5000' });
  });

  it('read a string with its encoding and section', () => {
    expect(stringDecoder(0)(STRING)).toEqual({
      content: 'hello',
      address: '0x2000',
      offset: '0x1000',
      length: 5,
      encoding: 'utf-16le',
      section: '__TEXT.__cstring',
      type: 'readable_text',
    });
  });

  it('leave out what radare2 makes up', () => {
    const header = { name: 'ehdr', size: 64, perm: '-rw-', paddr: '0x0', vaddr: '0x0' };
    expect(segmentDecoder('elf')(header)).toBeUndefined();
    expect(segmentDecoder('macho')(header)).toBeDefined();
    const reference = { ...STRING, section: '', string: 'cstr.timeStamp', paddr: STRING.vaddr };
    expect(stringDecoder(0)(reference)).toBeUndefined();
    expect(stringDecoder(0)({ ...reference, section: '.rodata' })).toBeDefined();
  });

  it('make hostile names and strings fit for readers', () => {
    expect(stringDecoder(0)({ ...STRING, string: 'a\u001b]b\u202e' })?.content).toBe('a\\u{1b}]b\\u{202e}');
    expect(symbolFact({ ...SYMBOL, name: 'x'.repeat(10_000) })?.name).toHaveLength(512);
    expect(importedName({ name: 'evil\u200bname' })?.name).toBe('evil\\u{200b}name');
  });

  it('give an import its library and its stub, and no address where it has none', () => {
    expect(importedName({ name: 'CreateFileW', libname: 'KERNEL32.dll', plt: '0x401000' })).toMatchObject({
      name: 'CreateFileW',
      library: 'KERNEL32.dll',
      address: '0x401000',
      category: 'file',
    });
    expect(importedName({ name: 'abort', plt: '0x0' })).not.toHaveProperty('address');
  });

  it('tell exports from imports, and functions from data', () => {
    expect(exportedName(SYMBOL)).toEqual({ name: 'main', address: '0x1000', size: 32, type: 'function' });
    expect(exportedName({ ...SYMBOL, type: 'OBJ' })?.type).toBe('object');
    expect(exportedName({ ...SYMBOL, is_imported: true })).toBeUndefined();
  });

  it('take the entry points of the program only', () => {
    expect(entryPoint({ type: 'program', vaddr: '0x61d0' })).toBe('0x61d0');
    expect(entryPoint({ type: 'init', vaddr: '0x61d0' })).toBeUndefined();
  });

  it.each([
    undefined,
    null,
    7,
    'text',
    [],
    {},
    { vaddr: '0xffffffffffffffff', size: 1 },
    { vaddr: 'no', size: -1, name: {} },
    { vaddr: {}, string: 3 },
  ])('leave out what has another shape: %j', (value) => {
    expect(sectionDecoder(0)(value)).toBeUndefined();
    expect(segmentDecoder('elf')(value)).toBeUndefined();
    expect(stringDecoder(0)(value)).toBeUndefined();
    expect(symbolFact(value)).toBeUndefined();
    expect(importedName(value)).toBeUndefined();
  });
});
