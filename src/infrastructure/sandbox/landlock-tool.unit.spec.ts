import { landlockRights } from './landlock-tool';

const FIRST = ['execute', 'write-file', 'read-file', 'read-dir', 'remove-dir', 'remove-file', 'make-char'];
const REST = ['make-dir', 'make-reg', 'make-sock', 'make-fifo', 'make-block', 'make-sym'];
const LATER = ['refer', 'truncate', 'ioctl-dev', 'resolve-unix'];

/** As util-linux 2.42 prints it. */
function help(...rights: readonly string[]): string {
  const lines = rights.map((right) => `${right.padStart(14)} - ${right} something`);
  return ['Options:', ' -V, --version   display version', ' available landlock filesystems rights are:', ...lines].join(
    '\n',
  );
}

describe('the rights that Landlock denies', () => {
  const everything = help(...FIRST, ...REST, ...LATER);

  it.each([
    [1, []],
    [2, ['refer']],
    [3, ['refer', 'truncate']],
    [4, ['refer', 'truncate']],
    [5, ['refer', 'truncate', 'ioctl-dev']],
    [9, ['refer', 'truncate', 'ioctl-dev']],
  ])('are those that version %d of the kernel knows', (version, later) => {
    expect(landlockRights(version, everything)).toEqual([...FIRST, ...REST, ...later]);
  });

  it('are those that setpriv knows', () => {
    expect(landlockRights(7, help(...FIRST, ...REST, 'refer'))).toEqual([...FIRST, ...REST, 'refer']);
  });

  it('are none where the kernel or setpriv has no Landlock', () => {
    expect(() => landlockRights(-1, everything)).toThrow('this kernel has no Landlock');
    expect(() => landlockRights(7, help())).toThrow('this setpriv has no Landlock');
  });
});
