import fc from 'fast-check';

import type { ImportCategory } from '#domain/document/import-category';
import { IMPORT_CATEGORIES } from '#domain/document/import-category';
import { categoriseImport } from './categorise-import';
import { MACOS_IMPORTS } from './macos-imports';
import { notableImports } from './notable-imports';
import { POSIX_IMPORTS } from './posix-imports';
import { WINDOWS_IMPORTS } from './windows-imports';

const categorised = (...names: string[]): { name: string; category: ImportCategory }[] =>
  names.map((name) => ({ name, category: categoriseImport(name) }));

describe('the category of an import', () => {
  it.each([
    ['connect', 'network'],
    ['CreateRemoteThread', 'process'],
    ['RegSetValueExA', 'registry'],
    ['CryptEncrypt', 'crypto'],
    ['VirtualAllocEx', 'memory'],
    ['malloc', 'memory'],
    ['CreateFileW', 'file'],
    ['MessageBoxA', 'ui'],
    ['GetProcAddress', 'system'],
    ['strlen', 'string'],
    ['_task_for_pid', 'process'],
    ['SomethingElse', 'other'],
    ['', 'other'],
    ['constructor', 'other'],
    ['__proto__', 'other'],
  ])('%j is %s', (name, category) => {
    expect(categoriseImport(name)).toBe(category);
  });

  it.each([
    ['__imp_CreateProcessW', 'process'],
    ['_CreateFileA@28', 'file'],
    ['ZwCreateFile', 'file'],
    ['DnsQuery_W', 'network'],
    ['__printf_chk', 'string'],
    ['__isoc99_sscanf', 'string'],
    ['open64', 'file'],
    ['fopen@GLIBC_2.2.5', 'file'],
    ['_fts_open$INODE64', 'file'],
    ['_OBJC_CLASS_$_NSURLSession', 'network'],
    ['_wfopen', 'file'],
    ['fwrite_unlocked', 'file'],
    ['__fxstat64', 'file'],
    ['localtime_r', 'system'],
  ])('%j is known without its decoration: %s', (name, category) => {
    expect(categoriseImport(name)).toBe(category);
  });

  it('falls back on families of names', () => {
    expect(categoriseImport('WinHttpSetTimeouts')).toBe('network');
    expect(categoriseImport('BCryptHash')).toBe('crypto');
    expect(categoriseImport('EVP_aes_256_cbc')).toBe('crypto');
    expect(categoriseImport('pthread_mutex_lock')).toBe('system');
  });

  it('falls back on the library, whatever its spelling', () => {
    expect(categoriseImport('Ordinal_115', 'WS2_32.dll')).toBe('network');
    expect(categoriseImport('unheard_of', '/usr/lib/libcrypto.so.3')).toBe('crypto');
    expect(categoriseImport('unheard_of', 'kernel32.dll')).toBe('other');
    expect(categoriseImport('unheard_of', '__proto__')).toBe('other');
    expect(categoriseImport('CreateFileW', 'WS2_32.dll')).toBe('file');
  });

  it('is one of the list for any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.option(fc.string(), { nil: undefined }), (name, library) => {
        expect(IMPORT_CATEGORIES).toContain(categoriseImport(name, library));
      }),
    );
    expect(categoriseImport('A'.repeat(1_000_000), '/'.repeat(1_000_000))).toBe('other');
  });

  it.each([
    ['Windows', WINDOWS_IMPORTS],
    ['POSIX', POSIX_IMPORTS],
    ['macOS', MACOS_IMPORTS],
  ])('of each name of the %s table stands there once', (_, table) => {
    const names = Object.values(table).flatMap((text) => text.split(/\s+/).filter((name) => name !== ''));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    for (const name of names) expect(name).toMatch(/^[A-Za-z]\w*$/);
  });
});

describe('notable imports', () => {
  it('name the most telling first, per category, in a fixed order', () => {
    const imports = categorised('close', 'free', 'strlen', 'unlink', 'recv', 'mprotect', 'connect', 'execve', 'getpid');
    const notable = notableImports(imports);
    expect(Object.entries(notable)).toEqual([
      ['network', ['connect', 'recv']],
      ['process', ['execve', 'getpid']],
      ['memory', ['mprotect', 'free']],
      ['file', ['unlink', 'close']],
    ]);
    expect(notableImports([...imports].reverse())).toEqual(notable);
  });

  it('put injection before the everyday', () => {
    const imports = categorised('ExitProcess', 'CreateRemoteThread', 'CreateThread', 'HeapFree', 'VirtualAllocEx');
    expect(notableImports(imports)).toEqual({
      process: ['CreateRemoteThread', 'CreateThread', 'ExitProcess'],
      memory: ['VirtualAllocEx', 'HeapFree'],
    });
  });

  it('are at most 12 of a category, each once, unknown ones last and by name', () => {
    const unknown = Array.from({ length: 20 }, (_, index) => `WSAUnheardOf${String(index).padStart(2, '0')}`);
    const imports = categorised(...unknown.toReversed(), 'closesocket', 'closesocket');
    expect(notableImports(imports)).toEqual({ network: ['closesocket', ...unknown.slice(0, 11)] });
  });

  it('are none of no imports', () => {
    expect(notableImports([])).toEqual({});
  });
});
