import { bwrapInvocation } from './bwrap-command';
import type { HoldingProgram } from './confined-program';
import { landlockInvocation, unconfinedInvocation } from './landlock-command';

const program: HoldingProgram = {
  file: '/opt/r2/usr/bin/radare2',
  args: ['-q0'],
  trees: ['/opt/r2/usr'],
  files: ['/etc/ld.so.cache'],
  sample: { address: '/proc/7/fd/21', place: '/data/samples/abc.bin' },
  sampleScheme: 'slurp://',
  environment: { R2_PREFIX: '/opt/r2/usr' },
  limits: { addressSpace: 2_147_483_648, cpuSeconds: 40 },
};
const LANDLOCK = { setpriv: '/opt/r2/usr/bin/setpriv', rights: ['execute', 'read-file', 'refer'] };
const WORKING_ENVIRONMENT = ['HOME', 'LANG', 'PATH', 'R2_PREFIX'];

const tiers = {
  bwrap: bwrapInvocation('/usr/bin/prlimit', '/usr/bin/bwrap', program),
  landlock: landlockInvocation('/usr/bin/prlimit', LANDLOCK, program, true),
  off: unconfinedInvocation('/usr/bin/prlimit', program),
};

describe.each(Object.entries(tiers))('the command line of tier %s', (tier, invocation) => {
  it('limits before it starts anything else', () => {
    expect(invocation.file).toBe('/usr/bin/prlimit');
    expect(invocation.args.slice(0, 6)).toEqual([
      '--as=2147483648',
      '--cpu=40',
      '--fsize=0',
      '--core=0',
      '--nofile=64',
      '--',
    ]);
  });

  it('passes four variables on and no more', () => {
    expect(Object.keys(invocation.environment).sort()).toEqual(WORKING_ENVIRONMENT);
  });

  it('ends with the program and the sample by its bare name', () => {
    const name = tier === 'bwrap' ? 'sample.bin' : 'abc.bin';
    expect(invocation.args.slice(-3)).toEqual(['/opt/r2/usr/bin/radare2', '-q0', `slurp://${name}`]);
  });

  it('filters system calls wherever it confines', () => {
    expect(invocation.seccomp).toBe(tier !== 'off');
  });
});

describe('the tier bwrap', () => {
  const { args } = tiers.bwrap;

  it('unshares everything and drops every capability', () => {
    expect(args).toEqual(expect.arrayContaining(['--unshare-all', '--die-with-parent', '--cap-drop', 'ALL']));
  });

  it('shows the program and the one sample, and can be written nowhere', () => {
    const binds = args.filter((arg) => arg.includes('bind'));
    expect(binds).toEqual(['--ro-bind', '--ro-bind', '--dev-bind', '--ro-bind-fd']);
    expect(args.join(' ')).toContain('--ro-bind-fd 5 /job/sample.bin');
    expect(tiers.bwrap.inheritsSample).toBe(true);
    expect(args.join(' ')).toContain('--remount-ro /');
  });
});

describe('the tier landlock', () => {
  const rules = ({ args }: { args: readonly string[] }): readonly string[] =>
    args.filter((_, index) => args[index - 1] === '--landlock-rule');

  it('allows the program, the one sample and /dev/null', () => {
    expect(rules(tiers.landlock)).toEqual([
      'path-beneath:execute,read-file,read-dir:/opt/r2/usr',
      'path-beneath:read-file:/etc/ld.so.cache',
      'path-beneath:read-file,write-file:/dev/null',
      'path-beneath:read-file:/proc/7/fd/21',
    ]);
  });

  it('denies all rights that the kernel knows, by their names', () => {
    const { args } = tiers.landlock;
    expect(args[args.indexOf('--landlock-access') + 1]).toBe('fs:execute,read-file,refer');
  });

  it('drops the capabilities of root, and tries no such thing without them', () => {
    const ordinary = landlockInvocation('/usr/bin/prlimit', LANDLOCK, program, false);
    expect(tiers.landlock.args).toContain('--bounding-set=-all');
    expect(ordinary.args).not.toContain('--bounding-set=-all');
    expect(ordinary.args).toContain('--no-new-privs');
  });

  it.each(['-c.bin', '.hidden', 'a b', 'http:x'])('refuses a sample that is called %p', (name) => {
    const odd = { ...program, sample: { address: '/proc/7/fd/21', place: `/data/samples/${name}` } };
    const build = (): unknown => landlockInvocation('/usr/bin/prlimit', LANDLOCK, odd, false);
    expect(build).toThrow('Not a plain file name');
  });
});
