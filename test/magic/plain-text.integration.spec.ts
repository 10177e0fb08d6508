import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';

import { identify } from '#infrastructure/libmagic/helper/identify';
import { Libmagic } from '#infrastructure/libmagic/helper/libmagic';
import { mimeOfPlainText } from '#infrastructure/libmagic/helper/plain-text';
import { ASKED } from '#infrastructure/libmagic/helper/protocol';
import { memoryFile } from './libmagic';
import { ownFiles } from './own-files';

const DATABASE = '/usr/lib/file/magic.mgc';

/** As file 5.44 writes it: a head as large as an entry, then entries of this size, which end with their texts. */
const ENTRY = 376;
const TEXTS = { value: [32, 128], description: [160, 64], mime: [224, 80] } as const;

interface Entry {
  /** How deep under the entry that it continues. */
  readonly level: number;
  readonly value: string;
  readonly description: string;
  readonly mime: string;
}

function entriesOf(database: Buffer): readonly Entry[] {
  const count = database.length / ENTRY - 1;
  return Array.from({ length: count }, (_, index) => {
    const entry = database.subarray((index + 1) * ENTRY, (index + 2) * ENTRY);
    const text = ([at, size]: readonly [number, number]): string =>
      entry.toString('latin1', at, at + size).split('\0', 1)[0] ?? '';
    const [value, description, mime] = [text(TEXTS.value), text(TEXTS.description), text(TEXTS.mime)];
    return { level: entry.readUInt16LE(0), value, description, mime };
  });
}

/** What is printed whatever stands in the file. */
const printed = (description: string): string =>
  description.replaceAll(/%[-+#0-9.*]*(?:hh?|ll?|[jzq])?[a-zA-Z]|\\b/g, '');

describe('the media type of text that nothing describes', () => {
  let libmagic: Libmagic;
  beforeAll(() => {
    libmagic = Libmagic.open({});
  });
  afterAll(() => {
    libmagic.close();
  });

  /** With the description in one go, and by a question of its own. */
  function mimesOf(descriptor: number): readonly [string, string] {
    const [both, alone] = [ASKED.everything, ASKED.mime].map((asked) =>
      identify(libmagic, descriptor, asked, 'descriptor'),
    );
    if (both === undefined || alone === undefined || 'fault' in both || 'fault' in alone) throw new Error('A fault');
    return [
      `${both.description?.text ?? ''}: ${both.mime ?? ''}`,
      `${both.description?.text ?? ''}: ${alone.mime ?? ''}`,
    ];
  }

  async function ofContents(contents: readonly string[]): Promise<readonly (readonly [string, string])[]> {
    const said: (readonly [string, string])[] = [];
    for (const content of contents) {
      const file = memoryFile(Buffer.from(content, 'latin1'));
      said.push(mimesOf(file.descriptor));
      await file.close();
    }
    return said;
  }

  it('is what it is when it is asked for, of the files here', () => {
    const said = ownFiles().map((path) => {
      const descriptor = openSync(path, 'r');
      try {
        return mimesOf(descriptor);
      } finally {
        closeSync(descriptor);
      }
    });
    expect(said.map(([together]) => together)).toEqual(said.map(([, alone]) => alone));
    expect(said.filter(([together]) => /^ASCII text.*: text\/plain; charset=us-ascii$/.test(together))).not.toEqual([]);
  });

  const entries = existsSync(DATABASE) ? entriesOf(readFileSync(DATABASE)) : [];

  it('is also that of text which begins as the database looks for it', async () => {
    const values = [...new Set(entries.map(({ value }) => value))].filter((value) => /^[\x20-\x7e]{2,}$/.test(value));
    const chosen = values.filter((_, index) => index % Math.ceil(values.length / 400) === 0);
    const said = await ofContents(chosen.flatMap((value) => [`${value}\n`, `${value} one\ntwo\n`]));
    expect(said.length).toBeGreaterThan(400);
    expect(said.map(([together]) => together)).toEqual(said.map(([, alone]) => alone));
  });

  it('is certain, for what has a media type in this database prints something, and nothing of that is like plain text', () => {
    expect(Libmagic.version()).toBe('5.44');
    expect(entries.filter(({ mime }) => /^[a-z]+\/[\w.+-]+$/.test(mime)).length).toBeGreaterThan(1000);
    let chain: readonly Entry[] = [];
    const silent: Entry[] = [];
    for (const entry of entries) {
      chain = [...chain.slice(0, entry.level), entry];
      if (entry.mime !== '' && chain.every(({ description }) => printed(description) === '')) silent.push(entry);
    }
    expect(silent).toEqual([]);
    const alike = entries.filter(({ description }) => mimeOfPlainText(description, '5.44') !== undefined);
    expect(alike).toEqual([]);
  });

  it.each([
    ['ASCII text', 'text/plain; charset=us-ascii'],
    ['ASCII text, with CRLF line terminators', 'text/plain; charset=us-ascii'],
    ['Unicode text, UTF-8 text, with very long lines (500)', 'text/plain; charset=utf-8'],
    ['ASCII textile', undefined],
    ['C source, ASCII text', undefined],
    ['Unicode text, UTF-8 (with BOM) text', undefined],
    ['data', undefined],
  ])('%s: %s', (description, mime) => {
    expect(mimeOfPlainText(description, '5.44')).toBe(mime);
    expect(mimeOfPlainText(description, '5.99')).toBeUndefined();
    expect(mimeOfPlainText(description, undefined)).toBeUndefined();
  });
});
