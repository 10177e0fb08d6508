import type { FileFacts } from '#domain/document/file-facts';
import type { Hardening } from '#domain/document/hardening';
import { aDocument, anImport } from '#test/builders/document';
import type { Account } from './contradictions';
import { contradictionsOf } from './contradictions';

const { metadata } = aDocument();

function account(
  imports: readonly string[],
  hardening: Hardening,
  file: Partial<FileFacts> = {},
  libraries: readonly string[] = [],
): Account {
  return { file: { ...metadata.file, ...file }, hardening, imports: imports.map((name) => anImport(name)), libraries };
}

describe('a document contradicts itself', () => {
  it.each([
    ['that imports a stack guard and has no canary', account(['__stack_chk_fail'], { canary: false })],
    ['that imports a stack guard and does not say', account(['___stack_chk_guard'], {})],
    ['that imports checked functions and is not fortified', account(['puts', '__memcpy_chk'], { fortify: false })],
    [
      'that is fortified and imports nothing checked',
      account(['memcpy', '__stack_chk_fail'], { canary: true, fortify: true }),
    ],
    ['that is static and needs libraries', account([], {}, { static: true }, ['libc.so.6'])],
    ['that is static and names who loads it', account([], {}, { static: true, interpreter: '/lib/ld.so' })],
    [
      'that imports of a library which it does not need',
      { ...account([], {}, {}, ['a.dll']), imports: [{ ...anImport('f'), library: 'B.dll' }] },
    ],
    ['that is not static and asks nobody for anything', account([], {}, { static: false })],
    ['that is static and not linked', account([], {}, { static: true, kind: 'relocatable' })],
  ])('%s', (_, document) => {
    expect(contradictionsOf(document)).toHaveLength(1);
  });

  it.each([
    ['guarded', account(['__stack_chk_fail', '__memcpy_chk'], { canary: true, fortify: true }, {}, ['libc.so.6'])],
    ['not guarded', account(['memcpy'], { canary: false, fortify: false }, {}, ['libc.so.6'])],
    [
      'linked by names in capitals',
      { ...account([], {}, {}, ['b.dll']), imports: [{ ...anImport('f'), library: 'B.dll' }] },
    ],
    ['an object file', account(['__stack_chk_fail', '__memcpy_chk'], {}, { kind: 'relocatable' })],
    ['guarded by what it has inside', account([], { canary: true }, { static: true })],
  ])('but not one of a program that is %s', (_, document) => {
    expect(contradictionsOf(document)).toEqual([]);
  });
});
