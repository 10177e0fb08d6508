import fc from 'fast-check';

import { areSameCredentials, basicCredentials } from '#domain/access/basic-credentials';
import { extensionOf, magicFileName } from '#domain/identification/magic-file-name';
import { baseNameOf, relativePath } from '#domain/identification/relative-path';
import { leadingMimeType, mimeType } from '#domain/shared/mime-type';
import { requestId } from '#domain/shared/request-id';

const anyText = fc.string({ unit: 'binary', maxLength: 400 });
const refusal = (code: string, message?: string): Error =>
  expect.objectContaining({ code, ...(message !== undefined && { message }) }) as Error;

describe('a file name', () => {
  const part = fc.string({ unit: 'binary', minLength: 1, maxLength: 310 }).filter((text) => !/[/\0]/.test(text));

  it('is any text of 1 to 310 code points without slash and NUL, kept as it is', () => {
    fc.assert(
      fc.property(part, (text) => {
        expect(magicFileName(text)).toBe(text);
      }),
    );
  });

  it('is never anything else', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.anything()), (offered) => {
        let name: string;
        try {
          name = magicFileName(offered);
        } catch (error) {
          expect(error).toMatchObject({ code: 'INVALID_FILENAME' });
          return;
        }
        expect(name).toMatch(/^[^/\0]+$/);
        expect(Array.from(name).length).toBeLessThanOrEqual(310);
      }),
    );
  });

  it.each([
    ['', 'Invalid filename parameter'],
    ['a/b', 'Invalid filename parameter'],
    ['a\0', 'Invalid filename parameter'],
    ['\ud800', 'Invalid filename parameter'],
    [['a', 'b'], 'Invalid filename parameter'],
    ['x'.repeat(311), 'Filename exceeds maximum length'],
  ])('cannot be %j', (offered, message) => {
    expect(() => magicFileName(offered)).toThrow(refusal('INVALID_FILENAME', message));
  });

  it('counts a character outside the basic plane once', () => {
    expect(magicFileName('😀'.repeat(310))).toHaveLength(620);
    expect(() => magicFileName('😀'.repeat(311))).toThrow('exceeds');
  });

  it.each([
    ['a.PDF', 'pdf'],
    ['a.tar.gz', 'gz'],
    ['.profile', undefined],
    ['name', undefined],
    ['a.', undefined],
  ])('%j has the extension %j', (name, extension) => {
    expect(extensionOf(name)).toBe(extension);
  });
});

describe('a relative path', () => {
  it('never climbs, starts anew or hides something', () => {
    const pieces = fc.constantFrom('a', '..', '.', '/', '//', ' ', '\0', 'b.c', '...', '漢');
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          fc.array(pieces).map((parts) => parts.join('')),
          fc.anything(),
        ),
        (offered) => {
          let path: string;
          try {
            path = relativePath(offered);
          } catch (error) {
            expect(error).toMatchObject({ code: 'INVALID_OPTION' });
            return;
          }
          expect(path).not.toMatch(/^\/|\.\.|^ |\/\/|\0|\.$|^$/);
        },
      ),
    );
  });

  it('is kept as it is', () => {
    const name = fc.stringMatching(/^[a-z0-9_-]{1,20}(\.[a-z]{1,4})?$/);
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (names) => {
        const path = relativePath(names.join('/'));
        expect(path).toBe(names.join('/'));
        expect(baseNameOf(path)).toBe(names.at(-1));
      }),
    );
  });
});

describe('a media type', () => {
  const token = fc.stringMatching(/^[a-z0-9][a-z0-9.+-]{0,30}$/);

  it('is two tokens and a slash', () => {
    fc.assert(
      fc.property(token, token, (type, subtype) => {
        expect(mimeType(`${type}/${subtype}`)).toBe(`${type}/${subtype}`);
      }),
    );
  });

  it('is found before what libmagic complains of', () => {
    expect(leadingMimeType("application/x-pie-executable, can't read elf program headers at 64")).toBe(
      'application/x-pie-executable',
    );
    expect(leadingMimeType('cannot open')).toBe('application/octet-stream');
  });

  it('never carries what would end or continue a header', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let type: string;
        try {
          type = mimeType(text);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          return;
        }
        expect(type).not.toMatch(/[\s;,"\\\p{Cc}]/u);
      }),
    );
  });
});

describe('a request id', () => {
  it('is always a UUID, whatever a client offers', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.uuid()), (offered) => {
        expect(requestId(offered)).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      }),
    );
  });
});

describe('credentials', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/[:\p{Cc}]/u.test(text));
  const password = fc.string({ unit: 'grapheme' }).filter((text) => !/\p{Cc}/u.test(text));

  it('are the same when both parts are, and only then', () => {
    fc.assert(
      fc.property(name, password, name, password, (aName, aPassword, bName, bPassword) => {
        const same = areSameCredentials(basicCredentials(aName, aPassword), basicCredentials(bName, bPassword));
        expect(same).toBe(aName === bName && aPassword === bPassword);
        expect(areSameCredentials(basicCredentials(aName, aPassword), basicCredentials(aName, aPassword))).toBe(true);
      }),
    );
  });

  it.each([
    ['', 'x'],
    ['a:b', 'x'],
    ['a\n', 'x'],
    ['a', 'x\0'],
  ])('cannot be %j and %j', (username, secret) => {
    expect(() => basicCredentials(username, secret)).toThrow(RangeError);
  });
});
