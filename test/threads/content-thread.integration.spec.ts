import { join } from 'node:path';

import { FileSource } from '#infrastructure/radare2/file-source';
import { readContent } from '#infrastructure/headers/read-content';
import type { ContentRequest, FileContent } from '#infrastructure/headers/read-content';
import { readFileTables } from '#infrastructure/headers/read-file-tables';
import { ContentThread } from '#infrastructure/threads/content-thread-handle';
import { headerOf } from '#test/builders/file-source';
import { samplePath, samplesPresent } from '#test/builders/samples';
import { THREAD_ARGUMENTS } from '#test/support/running-bin2nlp';

const FIXTURE = join(__dirname, '../fixtures/threads/reads-as-told.cjs');
const never = (): AbortSignal => new AbortController().signal;
const header = { format: 'elf', class: 64 } as never;

describe('a thread that reads contents', () => {
  let thread: ContentThread;

  beforeEach(() => {
    thread = new ContentThread({ program: FIXTURE, heapMb: 64 });
  });
  afterEach(() => thread.end());

  const ask = (deed: string, signal = never()): Promise<FileContent> =>
    thread.read({ samplePath: deed, header, sections: [] }, signal);

  it('takes one file after the other', async () => {
    expect([await ask('count'), await ask('count')]).toEqual([1, 2]);
    await expect(ask('refuse')).rejects.toThrow('EIO');
    expect(await ask('count')).toBe(4);
  });

  it('takes one at a time', async () => {
    const first = ask('count');
    await expect(ask('count')).rejects.toThrow('is busy');
    expect(await first).toBe(1);
  });

  it('is ended when nobody waits any more, and the next file gets a new one', async () => {
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

  it('costs its own file only when its memory is full', async () => {
    await expect(ask('exhaust')).rejects.toMatchObject({ code: 'ENGINE_FAILED', details: 'The limit is 64 MB.' });
    expect(await ask('count')).toBe(1);
  });

  it('does not leave a file unanswered when it ends, by itself or not', async () => {
    await expect(ask('exit')).rejects.toThrow('ended by itself');
    const reading = ask('hang');
    await Promise.all([expect(reading).rejects.toThrow('was stopped'), thread.end()]);
  });
});

describe('contents read in a thread', () => {
  const thread = new ContentThread({ nodeArguments: THREAD_ARGUMENTS });
  afterAll(() => thread.end());

  const paths = samplesPresent()
    ? ['elf-Linux-x64-bash', 'pe-Windows-x64-cmd', 'MachO-OSX-x64-ls'].map(samplePath)
    : ['/bin/ls', '/bin/bash'];

  async function requestFor(path: string): Promise<ContentRequest> {
    return FileSource.using(path, async (source) => {
      const found = await headerOf(source);
      const tables = await readFileTables(source, found);
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
