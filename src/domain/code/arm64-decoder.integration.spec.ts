import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { samplePath, samplesPresent } from '#test/builders/samples';
import { Arm64Decoder } from './arm64-decoder';
import type { Flow } from './flow';
import { FLOW } from './flow';

const TEXT = /^ *\d+ \.text +([0-9a-f]+) +([0-9a-f]+)/m;
const LINE = /^ *([0-9a-f]+): (?:[0-9a-f]{2} ){4} *\t(\S+)(?:\t(.*))?$/gm;
const TARGET = /0x([0-9a-f]+)(?: <.*)?$/;
const FLOWS: readonly (readonly [RegExp, Flow])[] = [
  [/^b$/, FLOW.jump],
  [/^(b\.|cbn?z$|tbn?z$)/, FLOW.branch],
  [/^bl$/, FLOW.call],
  [/^br$/, FLOW.indirectJump],
  [/^blr$/, FLOW.indirectCall],
  [/^e?ret$/, FLOW.return],
  [/^(brk|hlt|udf)$/, FLOW.stop],
];

function flowOf(name: string): Flow {
  return FLOWS.find(([pattern]) => pattern.test(name))?.[1] ?? FLOW.next;
}

/** Of `.text`, which lies in the file as it does in memory behind the first segment's address. */
function text(file: string, firstAddress: number): { code: Uint8Array; address: number } {
  const headers = execFileSync('llvm-objdump', ['-h', file], { encoding: 'utf8' });
  const [, size = '', address = ''] = TEXT.exec(headers) ?? [];
  const start = parseInt(address, 16);
  const offset = start - firstAddress;
  return { code: readFileSync(file).subarray(offset, offset + parseInt(size, 16)), address: start };
}

const isPossible = samplesPresent() && spawnSync('llvm-objdump', ['--version']).status === 0;

(isPossible ? describe : describe.skip)('Arm64Decoder against llvm-objdump, of a sample beside the repository', () => {
  it('every instruction of a program', () => {
    const file = samplePath('elf-Linux-ARM64-bash');
    const { code, address } = text(file, 0x400000);
    const decoder = new Arm64Decoder(code);
    const listing = execFileSync('llvm-objdump', ['-d', '--triple=aarch64', '-j', '.text', file], {
      encoding: 'utf8',
      maxBuffer: 1e9,
    });
    const differences: string[] = [];
    let instructions = 0;
    for (const [line, at = '', name = '', operands = ''] of listing.matchAll(LINE)) {
      if (name === '<unknown>' || line.includes(' 00 00 00 00 ')) continue;
      instructions += 1;
      decoder.decode(parseInt(at, 16) - address);
      const flow = flowOf(name);
      const isDirect = flow === FLOW.jump || flow === FLOW.branch || flow === FLOW.call;
      const target = isDirect ? parseInt(TARGET.exec(operands)?.[1] ?? '', 16) - address : 0;
      if (decoder.length !== 4 || decoder.flow !== flow || decoder.target !== target) differences.push(line);
    }
    expect(instructions).toBeGreaterThan(140_000);
    expect(differences).toEqual([]);
  });
});
