import { operationOf } from './operations';

describe('operationOf', () => {
  it('takes questions about a stream (stdio_ext.h) for no reading and writing', () => {
    expect(operationOf('file', '__freading')).not.toBe('read');
    expect(operationOf('file', '__fwriting')).not.toBe('write');
    expect([operationOf('file', 'fread'), operationOf('file', 'fwrite')]).toEqual(['read', 'write']);
  });
});
