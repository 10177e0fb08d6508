import { importStub } from './structure-decoders';

describe('decoders of structure', () => {
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
    expect(importStub(value)).toBeUndefined();
  });
});
