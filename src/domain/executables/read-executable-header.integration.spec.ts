import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';

import type { HeaderVerdict } from '#domain/shared/executable-header';
import { samplePath, SAMPLES, SAMPLES_DIRECTORY, samplesPresent } from '#test/builders/samples';
import { readExecutableHeader } from './read-executable-header';

function judgeFile(path: string): HeaderVerdict {
  const file = openSync(path, 'r');
  try {
    const head = new Uint8Array(65_536);
    return readExecutableHeader(head.subarray(0, readSync(file, head)), statSync(path).size);
  } finally {
    closeSync(file);
  }
}

if (!samplesPresent()) console.warn(`No samples at ${SAMPLES_DIRECTORY}: their tests are skipped.`);

(samplesPresent() ? describe : describe.skip)('the header of a sample', () => {
  it.each(SAMPLES)('%s is %s, %s, %i bits, %s-endian, %s', (name, format, architecture, bits, endianness, kind) => {
    expect(judgeFile(samplePath(name))).toMatchObject({
      outcome: 'executable',
      header: { format, architecture, bits, endianness, kind },
    });
  });

  it('is known of every sample that is an executable', () => {
    const known = new Set(SAMPLES.map(([name]) => name));
    const files = readdirSync(SAMPLES_DIRECTORY, { withFileTypes: true }).filter((entry) => entry.isFile());
    const executables = files.filter(({ name }) => judgeFile(samplePath(name)).outcome === 'executable');
    expect(executables.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
  });

  it('names all images of a universal file, and where they are', () => {
    expect(judgeFile(samplePath('MachO-iOS-armv7-armv7s-arm64-Helloworld'))).toMatchObject({
      header: {
        slice: 2,
        slices: [
          { architecture: 'arm', bits: 32, offset: 16_384 },
          { architecture: 'arm', bits: 32, offset: 114_688 },
          { architecture: 'arm64', bits: 64, offset: 212_992 },
        ],
      },
    });
  });

  it('of a text is none', () => {
    expect(judgeFile(samplePath('MIT_LICENSE'))).toEqual({ outcome: 'unsupported', name: 'text' });
  });
});

describe('the header of a program of this system', () => {
  it.each(['/bin/ls', '/bin/bash', process.execPath])('%s is a 64-bit ELF executable', (path) => {
    expect(judgeFile(path)).toMatchObject({ header: { format: 'elf', bits: 64, kind: 'executable' } });
  });
});
