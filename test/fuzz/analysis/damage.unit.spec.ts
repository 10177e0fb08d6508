import { elfBytes } from '#test/builders/elf-bytes';
import { damage } from './damage';
import { numberFieldsOf } from './number-fields';

const PROGRAM = elfBytes({ segments: [{ type: 1, address: 0x40_1000, content: new Uint8Array(64) }] });

describe('damage to a program', () => {
  it('is done to the numbers that readers look at', async () => {
    const fields = await numberFieldsOf(PROGRAM);
    // e_machine, e_phoff, e_phnum; p_offset, p_filesz of the first program header.
    for (const [offset, bytes] of [
      [18, 2],
      [32, 8],
      [56, 2],
      [72, 8],
      [96, 8],
    ] as const)
      expect(fields).toContainEqual({ offset, bytes, littleEndian: true });
  });

  it('is the same for a seed, and another for the next', async () => {
    const fields = await numberFieldsOf(PROGRAM);
    const made = [1, 1, 2].map((seed) => Buffer.from(damage(PROGRAM, fields, seed)).toString('hex'));
    expect(made[0]).toBe(made[1]);
    expect(made[2]).not.toBe(made[0]);
    expect(made[0]).not.toBe(Buffer.from(PROGRAM).toString('hex'));
  });
});
