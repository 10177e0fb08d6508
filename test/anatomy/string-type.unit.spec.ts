import fc from 'fast-check';

import { STRING_TYPES } from '#domain/analysis/string-types';
import type { StringType } from '#domain/analysis/string-types';
import { stringType } from '#domain/anatomy/string-type';

const EXAMPLES: Readonly<Record<StringType, readonly string[]>> = {
  url: [
    'http://example.com/',
    'https://evil.example/gate.php?id=%s',
    'ftp://10.0.0.1/pub',
    'Report bugs to <https://www.gnu.org/software/bash>',
    'hxxp://bad.example',
    'tcp://127.0.0.1:4444',
  ],
  domain: [
    'example.com',
    'www.google.de',
    'c2.evil-site.ru:8080',
    'api.ipify.org',
    'xn--80ak6aa92e.com',
    'abc123def456.onion',
    'pastebin.com/raw/AbC123',
    'update.microsoft.co.uk',
    't.me/channel',
    'evil.xyz',
  ],
  ip_address: [
    '192.168.1.1',
    '8.8.8.8',
    '10.0.0.1:8080',
    '45.33.32.156',
    '0.0.0.0',
    '127.0.0.1',
    '10.1.0.0/16',
    'fe80::1',
    '2001:db8::8a2e:370:7334',
    '::1',
    '[::1]:443',
    'connect 185.199.108.153 now',
  ],
  email: [
    'someone@example.com',
    'bug-bash@gnu.org',
    'Report bugs to <bug-coreutils@gnu.org>.',
    'decrypt.files+42@protonmail.com',
  ],
  file_path: [
    '/etc/passwd',
    '/tmp',
    'C:\\Windows\\System32\\cmd.exe',
    '%APPDATA%\\evil.exe',
    '\\\\server\\share\\x',
    '..\\..\\a.txt',
    '~/.ssh/id_rsa',
    './configure',
    'kernel32.dll',
    'libc.so.6',
    'foo.c',
    'main.rs',
    'install.sh',
    'README.md',
    '../sysdeps/x86_64/start.S',
    '/proc/%d/maps',
    '\\Device\\PhysicalMemory',
    'config.json',
    'archive.zip',
    'setup.py',
    '/lib64/ld-linux-x86-64.so.2',
  ],
  registry_path: [
    'HKEY_LOCAL_MACHINE\\SOFTWARE\\X',
    'HKLM\\System',
    'Software\\Microsoft\\Windows\\CurrentVersion\\Run',
    'SYSTEM\\CurrentControlSet\\Services',
    '\\Registry\\Machine\\Software',
  ],
  command: [
    'cmd.exe /c del %s',
    'cmd /C start',
    'powershell -enc SQBFAFgA',
    'powershell.exe -NoProfile -w hidden',
    '/bin/sh -c',
    'rm -rf /tmp/x',
    'net user admin P@ss /add',
    'schtasks /create /tn x',
    'vssadmin delete shadows /all',
    'reg add HKCU\\x',
    'chmod 777 /tmp/a',
    'netsh advfirewall set',
    'taskkill /f /im x.exe',
    'rundll32.exe shell32.dll,Control',
    'wget -q -O -',
    'C:\\Windows\\System32\\cmd.exe /c whoami',
  ],
  error_message: [
    'cannot open file',
    '%s: invalid option',
    'Error: out of memory',
    'No such file or directory',
    'failed to allocate %d bytes',
    'The system cannot find the drive\n\tspecified.\r\n',
    'Access is denied.',
    'unexpected end of file',
    'missing digit for \\%c',
    'The file cannot be found.\r\n',
  ],
  crypto: [
    '-----BEGIN RSA PRIVATE KEY-----',
    'aes-256-cbc',
    'AES256-GCM-SHA384',
    'SHA256',
    'hmac-sha2-256-etm@openssh.com',
    'chacha20-poly1305@openssh.com',
    'CryptEncrypt',
    'BCryptGenRandom',
    'EVP_EncryptInit_ex',
    '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa',
    'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq',
    'ed25519',
  ],
  guid: ['{6B29FC40-CA47-1067-B31D-00DD010662DA}', '6b29fc40-ca47-1067-b31d-00dd010662da'],
  user_agent: ['Mozilla/5.0 (Windows NT 10.0; Win64; x64)', 'curl/7.88.1', 'User-Agent: x', 'python-requests/2.31.0'],
  format: ['%s: %d', 'value=%08x', 'Hello %s!', '%5.2f ms', 'User {0} of {1}', '%lu bytes', '%s'],
  long_text: ['The quick brown fox jumps over the lazy dog. '.repeat(6)],
  readable_text: [
    'Hello, world',
    'bash_builtin',
    'GetProcAddress',
    'usage',
    'version 1.2.3.4',
    '1.2.3.4 release',
    'libfoo version 10.20.30.40',
    'com.apple.bash',
    'java.io',
    'System.IO',
    'item.name',
    'self.id',
    'runtime.name.name',
    'org.freedesktop.DBus',
    'Привет мир',
    '日本語の文字列',
    'std::string',
    '100% done',
    '_ZNSt6vectorIiSaIiEE',
    'eow@openssh.com',
    '--verbose',
    'lstrcmpW',
    'and/or something',
    '.data.rel.ro',
  ],
  binary_data: [
    'AWAVAUATUSH',
    '[]A\\A]A^A_',
    'D$ H',
    't$(H',
    '\\$0H;',
    '@A!}l!',
    'l$@E1',
    ':/.-_',
    '',
    'x',
    '####',
    '1.2.3.4',
    '4.0.0.0',
    '1.3.6.1',
    '12:30:45',
    '00:11:22:33:44:55',
  ],
};

describe('the type of a string', () => {
  it.each(STRING_TYPES)('is %s where it is one', (type) => {
    const wrong = EXAMPLES[type].filter((text) => stringType(text) !== type).map((text) => [text, stringType(text)]);

    expect(wrong).toEqual([]);
  });

  it('is found for whatever text there is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(STRING_TYPES).toContain(stringType(text));
      }),
    );
  });

  it('takes time in proportion to the length, whatever the text repeats', () => {
    const pieces = [
      'a',
      '.',
      '/',
      '\\',
      '%',
      '%0',
      '0',
      ':',
      '@',
      'a.',
      'a/',
      'a\\',
      ' ',
      '-',
      'aes-',
      'a:',
      '1.',
      '{',
      '::',
      'A[',
      'cmd ',
      'sha',
      '%%',
      '\\\\',
      'a b',
      '"',
      'x@',
      'http:',
      '_',
      'ZN1',
    ];
    const slow: string[] = [];
    for (const piece of pieces) {
      for (const end of ['', '!', '\u0000']) {
        const text = piece.repeat(4096).slice(0, 4096) + end;
        const times = Array.from({ length: 3 }, () => {
          const started = performance.now();
          stringType(text);
          return performance.now() - started;
        });
        if (Math.min(...times) > 5) slow.push(piece + end);
      }
    }

    expect(slow).toEqual([]);
  });
});
