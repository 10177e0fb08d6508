import { deflateRawSync } from 'node:zlib';

import { readExecutableHeader } from '#domain/executables/read-executable-header';
import { mimeType } from '#domain/shared/mime-type';
import { sourceOf } from '#test/builders/byte-sources';
import { asByPath } from './by-path';
import { contentLabel } from './content-label';
import { contentWarnings } from './content-warnings';
import { KNOWN_TYPES } from './known-types';
import type { LibmagicVerdict } from './libmagic-verdict';

const PNG = Buffer.from(
  '89504e470d0a1a0a0000000d49484452000000010000000108020000009077 53de0000000049454e44ae426082'.replace(' ', ''),
  'hex',
);
const GIF = Buffer.from('47494638396101000100800000ffffff0000002c00000000010001000002024401003b', 'hex');
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffda0008010100003f00a1ff00b2ffd0c3ffd9', 'hex');
const ZIP = zipOf('a.txt', 'text');
const PDF = Buffer.from('%PDF-1.4\n%%EOF\n');

/** One stored file, its directory and the end record. */
function zipOf(name: string, text: string): Buffer {
  const body = deflateRawSync(text);
  const local = Buffer.alloc(30);
  local.write('PK\x03\x04', 'latin1');
  local.writeUInt32LE(body.length, 18);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.write('PK\x01\x02', 'latin1');
  entry.writeUInt16LE(name.length, 28);
  const start = local.length + name.length + body.length;
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt32LE(entry.length + name.length, 12);
  end.writeUInt32LE(start, 16);
  return Buffer.concat([local, Buffer.from(name), body, entry, Buffer.from(name), end]);
}

function verdictOf(mime: string, encoding = 'binary'): LibmagicVerdict {
  return {
    description: 'as described',
    mimeType: mimeType(mime),
    printedMimeType: mime,
    encoding,
    extensions: [],
    elapsedMs: 0,
  };
}

async function warningsOf(bytes: Buffer, mime: string, fileName = 'a', encoding?: string): Promise<readonly string[]> {
  const reading = readExecutableHeader(bytes, bytes.length);
  const header = reading.outcome === 'executable' ? reading.header : undefined;
  const verdict = verdictOf(mime, encoding);
  const label = contentLabel(verdict.mimeType, header);
  const warnings = await contentWarnings({ fileName, source: sourceOf(bytes), head: bytes, verdict, label, header });
  return warnings.map(({ code, message }) => `${code}: ${message}`);
}

const WHOLE: readonly (readonly [string, Buffer, string])[] = [
  ['image/png', PNG, 'png'],
  ['image/gif', GIF, 'gif'],
  ['image/jpeg', JPEG, 'jpg'],
  ['application/zip', ZIP, 'zip'],
  ['application/pdf', PDF, 'pdf'],
];

describe.each(WHOLE)('content of %s', (mime, bytes, extension) => {
  it('gives no warning when it is whole and called what it is', async () => {
    expect(await warningsOf(bytes, mime, `a.${extension}`)).toEqual([]);
    expect(await warningsOf(bytes, mime, 'a')).toEqual([]);
  });

  it('gives a warning with the place of what follows its end', async () => {
    const [warning = ''] = await warningsOf(Buffer.concat([bytes, Buffer.from('appended, not padded')]), mime);
    expect(warning).toMatch(/^trailing_data: \d+ bytes follow the end of the content at offset \d+ \(text\)\.$/);
  });

  it('is not blamed for padding', async () => {
    expect(await warningsOf(Buffer.concat([bytes, Buffer.alloc(500)]), mime)).toEqual([]);
  });

  it('survives being cut anywhere', async () => {
    for (let size = 1; size < bytes.length; size += 1) await warningsOf(bytes.subarray(0, size), mime);
  });
});

it('names an archive that hides behind a picture', async () => {
  expect(await warningsOf(Buffer.concat([PNG, ZIP]), 'image/png', 'a.png')).toEqual([
    expect.stringMatching(/^trailing_data: .*ZIP archive/),
    'multiple_types: It is image/png, and at the same time a ZIP archive.',
  ]);
});

it('names a document that begins within something else', async () => {
  const both = Buffer.concat([Buffer.from([0, 1, 2, 3]), PDF]);
  expect(await warningsOf(both, 'application/octet-stream', 'a.bin')).toEqual([
    'multiple_types: It is application/octet-stream, and at the same time a PDF document.',
  ]);
});

describe('an extension', () => {
  it.each([
    ['invoice.pdf', 'application/vnd.microsoft.portable-executable'],
    ['photo.jpg', 'image/png'],
    ['report.docx', 'text/plain'],
    ['setup.exe', 'application/zip'],
    ['photo.png', 'application/octet-stream'],
  ])('of %s is wrong for %s', async (name, mime) => {
    const warnings = await warningsOf(Buffer.from('x'), mime, name);
    expect(warnings).toEqual([expect.stringMatching(/^extension_mismatch: The name ends in /)]);
  });

  it.each([
    ['report.docx', 'application/zip'],
    ['page.txt', 'text/html'],
    ['script.py', 'text/x-script.python'],
    ['data.json', 'text/plain'],
    ['old.doc', 'application/CDFV2'],
    ['song.mp3', 'application/octet-stream'],
    ['anything.xyz', 'image/png'],
    ['Makefile', 'text/plain'],
  ])('of %s is fine for %s', async (name, mime) => {
    expect(await warningsOf(Buffer.from('x'), mime, name)).toEqual([]);
  });

  it('is that of one kind only', () => {
    const all = KNOWN_TYPES.flatMap(({ extensions }) => extensions);
    expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
    const mimeTypes = KNOWN_TYPES.flatMap((type) => type.mimeTypes);
    expect(new Set(mimeTypes).size).toBe(mimeTypes.length);
  });

  it('may be that of kinds that there are', () => {
    const labels = new Set(KNOWN_TYPES.map(({ label }) => label));
    expect(KNOWN_TYPES.flatMap(({ also = [] }) => also).filter((label) => !labels.has(label))).toEqual([]);
  });
});

describe('a label', () => {
  it.each([
    ['text/plain', 'text'],
    ['text/x-shellscript', 'shellscript'],
    ['application/octet-stream', 'data'],
    ['inode/x-empty', 'empty'],
    ['image/x-ms-bmp', 'bmp'],
    ['application/x-gzip', 'gzip'],
    ['application/vnd.font-fontforge-sfd', 'font-fontforge-sfd'],
  ])('of %s is %s', (mime, label) => {
    expect(contentLabel(mimeType(mime), undefined)).toBe(label);
  });
});

describe('a verdict by path', () => {
  const verdict = verdictOf('text/plain');

  it('begins with the special bits of the mode', () => {
    expect(asByPath(verdict, 0o644, 1)).toBe(verdict);
    expect(asByPath(verdict, 0o7755, 1).description).toBe('setuid, setgid, sticky as described');
  });

  it('knows a file without content', () => {
    expect(asByPath(verdict, 0o644, 0)).toMatchObject({ description: 'empty', mimeType: 'inode/x-empty' });
    expect(asByPath(verdict, 0o4644, 0).description).toBe('setuid, empty');
  });
});
