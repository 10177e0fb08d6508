import { importStub, stringDecoder } from './structure-decoders';

const STRING = {
  vaddr: '0x2000',
  paddr: '0x1000',
  length: '0x5',
  section: '3.__TEXT.__cstring',
  type: 'utf16le',
  string: 'hello',
};

describe('decoders of structure', () => {
  it('count offsets in a universal file from its start', () => {
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
    const reference = { ...STRING, section: '', string: 'cstr.timeStamp', paddr: STRING.vaddr };
    expect(stringDecoder(0)(reference)).toBeUndefined();
    expect(stringDecoder(0)({ ...reference, section: '.rodata' })).toBeDefined();
  });

  it('make hostile names and strings fit for readers', () => {
    expect(stringDecoder(0)({ ...STRING, string: 'a\u001b]b\u202e' })?.content).toBe('a\\u{1b}]b\\u{202e}');
    expect(importStub({ name: 'evil\u200bname', plt: 1 })?.name).toBe('evil\\u{200b}name');
    expect(importStub({ name: 'x'.repeat(10_000), plt: 1 })?.name).toHaveLength(512);
  });

  it('know the stub of an import, where it has one', () => {
    expect(importStub({ name: 'abort', plt: '0x401000' })).toEqual({ name: 'abort', address: '0x401000' });
    expect(importStub({ name: 'abort', plt: '0x0' })).toBeUndefined();
    expect(importStub({ name: 'abort' })).toBeUndefined();
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
    expect(stringDecoder(0)(value)).toBeUndefined();
    expect(importStub(value)).toBeUndefined();
  });
});
