import fc from 'fast-check';

import { address, parseAddress } from './address';
import { fileName } from './file-name';
import { requestId } from './request-id';
import { sha256 } from './sha256';

describe('address', () => {
  it('keeps all 64 bits', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 0xffff_ffff_ffff_ffffn }), (value) => {
        expect(BigInt(address(value))).toBe(value);
        expect(parseAddress(address(value))).toBe(address(value));
      }),
    );
  });

  it.each(['', '12', '0x', '0xg', '-0x1', '0x1'.padEnd(20, '0')])('does not read %j', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  it('refuses what no 64-bit machine addresses', () => {
    expect(() => address(-1)).toThrow(RangeError);
    expect(() => address(2n ** 64n)).toThrow(RangeError);
  });
});

describe('fileName', () => {
  it.each([
    ['../../etc/passwd', '.._.._etc_passwd'],
    ['C:\\Windows\\cmd.exe', 'C__Windows_cmd.exe'],
    ['a\u0000b\nc', 'a_b_c'],
    ['gpj.\u202eexe', 'gpj._exe'],
    ['naïve 漢字.bin', 'naïve 漢字.bin'],
  ])('makes %j safe', (offered, safe) => {
    expect(fileName(offered)).toBe(safe);
  });

  it.each(['', '   ', '..', 'x'.repeat(256)])('refuses %j', (offered) => {
    expect(() => fileName(offered)).toThrow(expect.objectContaining({ code: 'INVALID_FILENAME' }) as Error);
  });

  it('never lets a separator, a control character or a broken surrogate through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }), (offered) => {
        let safe: string;
        try {
          safe = fileName(offered);
        } catch {
          return;
        }
        expect(safe).not.toMatch(/[/\\:\p{Cc}]/u);
        expect(safe.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('requestId', () => {
  const UUID = '6f1a2f0e-3c55-4d6e-9c6a-0f4f9a1b2c3d';

  it('keeps a UUID of the client', () => {
    expect(requestId(UUID)).toBe(UUID);
  });

  it.each([undefined, '', 'abc', `${UUID}x`, `${UUID}\nX: 1`])('makes a new one for %j', (offered) => {
    expect(requestId(offered)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(requestId(offered)).not.toBe(offered);
  });
});

describe('sha256', () => {
  it('is always lower case', () => {
    expect(sha256('AB'.repeat(32))).toBe('ab'.repeat(32));
  });

  it('refuses anything else', () => {
    expect(() => sha256('../x')).toThrow(RangeError);
  });
});
