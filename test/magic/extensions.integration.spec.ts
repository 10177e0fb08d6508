import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { identify } from '#infrastructure/libmagic/helper/identify';
import { Libmagic } from '#infrastructure/libmagic/helper/libmagic';
import type { HelperAnswer } from '#infrastructure/libmagic/helper/protocol';
import { ASKED } from '#infrastructure/libmagic/helper/protocol';
import { hasNoExtensions } from '#infrastructure/libmagic/helper/without-extensions';
import { ownFiles } from './own-files';

const PROGRAMS = 150;

/** Contents that libmagic has an extension for although it has no media type for them, and such that have none at all. */
const CONTENTS: Readonly<Record<string, string | Uint8Array>> = {
  'a patch': Buffer.from('UPS1\x80\x80', 'latin1'),
  'a manifest': 'Manifest-Version: 1.0\nCreated-By: a test\n',
  'a picture': Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010806000000', 'hex'),
  'an empty archive': Buffer.from('504b0506000000000000000000000000000000000000', 'hex'),
  'plain text': 'only words\n',
  'text in UTF-8': 'größer als sonst\n',
  'unknown bytes': Buffer.from([0x8f, 0x03, 0x10, 0x07]),
  'a C source': '#include <stdio.h>\nint main(void) { return 0; }\n',
  'a shell script': '#!/bin/sh\necho done\n',
  'a bash script': '#!/bin/bash\necho done\n',
  'a Python script': '#!/usr/bin/python3\nprint(1)\n',
  'an HTML document': '<!DOCTYPE html>\n<html><body>words</body></html>\n',
  'an XML document': '<?xml version="1.0"?>\n<a/>\n',
  'assembler source': '\t.text\n\t.globl main\nmain:\n\tret\n',
};

describe('what libmagic says of extensions', () => {
  const directory = mkdtempSync(join(tmpdir(), 'bin2nlp-test-'));
  const contents = Object.entries(CONTENTS).map(([name, content]) => {
    const path = join(directory, name.replaceAll(' ', '-'));
    writeFileSync(path, content, { mode: 0o644 });
    return path;
  });
  const paths = [...contents, ...programs(), ...ownFiles()];
  const expected = fileSays(paths);
  let libmagic: Libmagic;

  beforeAll(() => {
    libmagic = Libmagic.open({});
  });
  afterAll(() => {
    libmagic.close();
    rmSync(directory, { recursive: true });
  });

  const ask = (path: string): HelperAnswer => {
    const descriptor = openSync(path, 'r');
    try {
      return identify(libmagic, descriptor, ASKED.everything, 'descriptor');
    } finally {
      closeSync(descriptor);
    }
  };
  const extensionsOf = (answer: HelperAnswer): string =>
    'fault' in answer ? answer.fault : (answer.description?.extensions ?? '');

  it('is what file says, whether it is searched for or known to be nothing', () => {
    const said = paths.map((path) => `${path}: ${extensionsOf(ask(path))}`);
    expect(said).toEqual(paths.map((path, index) => `${path}: ${expected[index] ?? ''}`));
    expect(expected.slice(0, 4)).toEqual(['ups', 'MF', 'png', 'zip/cbz']);
    expect(new Set(expected.slice(4, contents.length))).toEqual(new Set(['???']));
  });

  it('is searched for in whatever database of somebody else', () => {
    expect(hasNoExtensions('ELF 64-bit LSB executable', '5.44')).toBe(true);
    expect(hasNoExtensions('ELF 64-bit LSB executable', undefined)).toBe(false);
    expect(hasNoExtensions('ELF 64-bit LSB executable', '5.99')).toBe(false);
    expect(hasNoExtensions('ASCII text, with CRLF line terminators', undefined)).toBe(true);
    expect(hasNoExtensions('data', undefined)).toBe(true);
    expect(hasNoExtensions('data base of something', undefined)).toBe(false);
  });
});

function programs(): readonly string[] {
  const entries = readdirSync('/usr/bin', { withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.slice(0, PROGRAMS).map(({ name }) => join('/usr/bin', name));
}

/** `file --extension` of this machine, of each. */
function fileSays(paths: readonly string[]): readonly string[] {
  const output = execFileSync('file', ['-b', '--extension', ...paths], { env: { LC_ALL: 'C.UTF-8' } });
  return output.toString('utf8').trimEnd().split('\n');
}
