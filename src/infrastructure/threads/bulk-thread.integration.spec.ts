import { join } from 'node:path';

import { FileSource } from '#infrastructure/filesystem/file-source';
import { packDocument } from '#infrastructure/packing/pack-document';
import { encodePieces, ownEncoder } from '#infrastructure/packing/piece-encoder';
import type { ContentRequest, FileContent } from '#infrastructure/readers/read-content';
import { readContent } from '#infrastructure/readers/read-content';
import { readFileTables } from '#infrastructure/readers/read-file-tables';
import { aDocument, someFunctions, someStrings } from '#test/builders/document';
import { headerOf } from '#test/builders/file-source';
import { opened } from '#test/builders/opened-executable';
import { samplePath, samplesPresent } from '#test/builders/samples';
import { BULK_THREAD } from '#test/support/thread-programs';
import { unpackDocument } from '#test/support/unpack-document';
import { BulkThread } from './bulk-thread-handle';

const FIXTURE = { file: join(__dirname, '../../../test/fixtures/threads/bulk-told-what-to-do.cjs'), nodeArguments: [] };
const never = (): AbortSignal => new AbortController().signal;
const header = { format: 'elf', class: 64 } as never;

describe('a bulk thread', () => {
  let thread: BulkThread;

  beforeEach(() => {
    thread = new BulkThread(FIXTURE, 64);
  });
  afterEach(() => thread.end());

  const ask = (deed: string, signal = never()): Promise<FileContent> =>
    thread.read({ samplePath: deed, header, sections: [] }, signal);

  it('takes one order after the other', async () => {
    expect(await Promise.all([ask('count'), ask('count')])).toEqual([1, 2]);
    await expect(ask('refuse')).rejects.toThrow('EIO');
    expect(await ask('count')).toBe(4);
  });

  it('is ended when nobody waits any more, and the next order gets a new one', async () => {
    const stop = new AbortController();
    const reading = ask('hang', stop.signal);
    stop.abort(new Error('called off'));
    await expect(reading).rejects.toThrow('called off');
    expect(await ask('count')).toBe(1);
  });

  it('is not asked for what nobody waits for', async () => {
    await expect(ask('count', AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
    expect(await ask('count')).toBe(1);
  });

  it('costs its own orders only when its memory is full', async () => {
    const behind = expect.objectContaining({ code: 'ENGINE_FAILED', details: 'The limit is 64 MB.' }) as Error;
    const [first, second] = await Promise.allSettled([ask('exhaust'), ask('count')]);
    expect([first, second]).toEqual([
      { status: 'rejected', reason: behind },
      { status: 'rejected', reason: behind },
    ]);
    expect(await ask('count')).toBe(1);
  });

  it('leaves no order unanswered when it ends, by itself or not', async () => {
    await expect(ask('exit')).rejects.toThrow('ended by itself');
    const reading = ask('hang');
    await Promise.all([expect(reading).rejects.toThrow('was stopped'), thread.end()]);
  });
});

describe('pieces made in a bulk thread', () => {
  const thread = new BulkThread(BULK_THREAD);
  afterAll(() => thread.end());

  it.each([true, false])('are those of this thread, with compression %s', async (compression) => {
    const plains = ['{"name":"main"},\n'.repeat(5000), 'short', '', 'x'.repeat(200_000)].map((text) =>
      Buffer.from(text),
    );
    const here = encodePieces(plains, compression);
    expect(await thread.encoder(compression)(plains.map((plain) => Buffer.from(plain)))).toEqual(
      here.map((piece) => new Uint8Array(piece)),
    );
  });

  it('are those of a whole document, in their order', async () => {
    const document = aDocument({ functions: someFunctions(12_345), strings: someStrings(7_000) });
    const theirs = await packDocument(document, thread.encoder(true));
    const ours = await packDocument(document, ownEncoder(true));
    expect(theirs.plainBytes).toBe(ours.plainBytes);
    expect(await unpackDocument(theirs)).toEqual(document);
    expect(theirs.sections.functions.pages).toHaveLength(124);
    expect(Object.values(theirs.sections).map(({ pages }) => pages.length)).toEqual(
      Object.values(ours.sections).map(({ pages }) => pages.length),
    );
  });

  it('are none when it fails, and nothing is left waiting', async () => {
    const broken = new BulkThread(FIXTURE, 64);
    const packing = packDocument(aDocument({ functions: someFunctions(20_000) }), broken.encoder(true));
    await expect(packing).rejects.toThrow('The analysis thread broke');
    await broken.end();
  });
});

describe('contents read in a bulk thread', () => {
  const thread = new BulkThread(BULK_THREAD);
  afterAll(() => thread.end());

  const paths = samplesPresent()
    ? ['elf-Linux-x64-bash', 'pe-Windows-x64-cmd', 'MachO-OSX-x64-ls'].map(samplePath)
    : ['/bin/ls', '/bin/bash'];

  async function requestFor(path: string): Promise<ContentRequest> {
    return FileSource.using(path, async (source) => {
      const found = await headerOf(source);
      const tables = await readFileTables(await opened(source), found);
      return { samplePath: path, header: found, sections: tables?.sections.items ?? [] };
    });
  }

  it.each(paths)('are what this thread reads: %s', async (path) => {
    const request = await requestFor(path);
    const here = await FileSource.using(path, (source) => readContent(request, source));
    expect(here.sections.some(({ md5 }) => md5 !== undefined)).toBe(true);
    expect(await thread.read(request, never())).toEqual(here);
  });

  it('are refused with the reason when the file is gone', async () => {
    const request = await requestFor('/bin/ls');
    await expect(thread.read({ ...request, samplePath: '/no/such/file' }, never())).rejects.toThrow('ENOENT');
    expect((await thread.read(request, never())).sections).toHaveLength(request.sections.length);
  });
});
