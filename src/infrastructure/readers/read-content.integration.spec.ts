import { statSync } from 'node:fs';

import { LocalityDigest } from '#domain/bytes/locality-digest';
import { localityDistance } from '#domain/bytes/locality-distance';
import { readExecutableHeader } from '#domain/executables/read-executable-header';
import { BlockingFileSource } from '#infrastructure/filesystem/blocking-file-source';
import { readContent } from './read-content';

describe('the content of a file', () => {
  const tlshOf = (path: string, digestedBytes?: number): Promise<string | undefined> =>
    BlockingFileSource.using(path, async (source) => {
      const verdict = readExecutableHeader(await source.read(0, 4096), source.size);
      if (verdict.outcome !== 'executable') throw new Error('It is no program');
      const { header } = verdict;
      const request = { samplePath: path, header, sections: [], ...(digestedBytes !== undefined && { digestedBytes }) };
      return (await readContent(request, source)).anatomy.facts.tlsh;
    });

  it('has a TLSH of all its bytes, where it is not larger than is asked for', async () => {
    const { size } = statSync('/bin/ls');
    const tlsh = await tlshOf('/bin/ls', size);
    const whole = new LocalityDigest();
    await BlockingFileSource.using('/bin/ls', async (source) => {
      whole.push(await source.read(0, size));
    });
    expect(localityDistance(tlsh ?? '', whole.finish() ?? '')).toBe(0);
    expect([await tlshOf('/bin/ls', size - 1), await tlshOf('/bin/ls')]).toEqual([undefined, undefined]);
  });
});
