import { importStub, stringPlace } from './structure-decoders';

const STRING = {
  vaddr: '0x2000',
  paddr: '0x1000',
  size: '0xc',
  length: '0x5',
  section: '3.__TEXT.__cstring',
  type: 'utf16le',
  string: 'hello',
};

describe('decoders of structure', () => {
  it('count offsets in a universal file from its start', () => {
    expect(stringPlace(0x4000)(STRING)).toMatchObject({ offset: 0x5000 });
  });

  it('read where a string is, with its encoding and section', () => {
    expect(stringPlace(0)(STRING)).toEqual({
      address: '0x2000',
      offset: 0x1000,
      size: 12,
      length: 5,
      encoding: 'utf-16le',
      section: '__TEXT.__cstring',
    });
  });

  it('leave out what radare2 makes up', () => {
    const reference = { ...STRING, section: '', string: 'cstr.timeStamp', paddr: STRING.vaddr };
    expect(stringPlace(0)(reference)).toBeUndefined();
    expect(stringPlace(0)({ ...reference, section: '.rodata' })).toBeDefined();
  });

  it('leave out strings that are longer than it was told, and of no known encoding', () => {
    expect(stringPlace(0)({ ...STRING, size: 4 * 4097 + 1 })).toBeUndefined();
    expect(stringPlace(0)({ ...STRING, type: 'base64' })).toBeUndefined();
  });

  it('make hostile names fit for readers', () => {
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
    expect(stringPlace(0)(value)).toBeUndefined();
    expect(importStub(value)).toBeUndefined();
  });
});
