import type { ExecutableHeader } from '#domain/shared/executable-header';
import { Deadline } from '#infrastructure/clock/deadline';
import { Radare2Answers } from './radare2-answers';
import type { Radare2Session } from './radare2-session';
import { readFileInfo } from './read-file-info';

const ELF: ExecutableHeader = {
  format: 'elf',
  architecture: 'x86_64',
  bits: 64,
  endianness: 'little',
  kind: 'executable',
};
const UNIVERSAL: ExecutableHeader = { ...ELF, format: 'macho', slices: [], slice: 0 };

/** A radare2 that answers everything with this. */
function answering(answer: unknown): Radare2Answers {
  const session: Pick<Radare2Session, 'run'> = { run: () => Promise.resolve(Buffer.from(JSON.stringify(answer))) };
  return new Radare2Answers(session as Radare2Session, new Deadline(1000));
}

describe('readFileInfo', () => {
  it('gives what radare2 says of the file that it has loaded', async () => {
    const info = { bintype: 'elf', arch: 'x86', os: 'linux' };
    expect(await readFileInfo(answering(info), ELF)).toEqual(info);
  });

  it.each([
    ['nothing', {}, ELF, 'it has loaded nothing of the file'],
    ['another format', { bintype: 'pe', arch: 'x86' }, ELF, 'it took the file for one of another format'],
    ['another image', { bintype: 'mach0', arch: 'ppc' }, UNIVERSAL, 'it took another image of the file'],
  ])('refuses an answer about %s', async (_, info, header, fault) => {
    await expect(readFileInfo(answering(info), header)).rejects.toMatchObject({ name: 'Radare2Unloaded', fault });
  });

  it('leaves the processor of a file with one image to radare2, which does not know all', async () => {
    const info = { bintype: 'elf', arch: 'unknown' };
    expect(await readFileInfo(answering(info), { ...ELF, architecture: 'alpha' })).toEqual(info);
  });
});

describe('a count that radare2 answers', () => {
  it.each(['', 'no such command', '-1', '1.5'])('is refused when it is %j', async (text) => {
    const session: Pick<Radare2Session, 'run'> = { run: () => Promise.resolve(Buffer.from(text)) };
    const answers = new Radare2Answers(session as Radare2Session, new Deadline(1000));
    await expect(answers.count('aflc' as never)).rejects.toMatchObject({ name: 'Radare2Answer' });
  });
});
