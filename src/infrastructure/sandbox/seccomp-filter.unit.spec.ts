import { assembleSeal, assembleSeccompFilter, FILTERED_PROCESSORS } from './seccomp-filter';
import { REFUSED_SYSCALLS } from './syscalls';

const ARCHITECTURE = { x64: 0xc000_003e, arm64: 0xc000_00b7 } as const;
const CLONE = { x64: 56, arm64: 220 } as const;
const PRLIMIT = { x64: 302, arm64: 261 } as const;
const IOCTL = { x64: 16, arm64: 29 } as const;
const READ = { x64: 0, arm64: 63 } as const;
const FCNTL = { x64: 72, arm64: 25 } as const;
const OPEN = { x64: { number: 2, path: [0] }, arm64: { number: 56, path: [0, 0] } } as const;
const PRCTL = { x64: 157, arm64: 167 } as const;
const RECVMSG = { x64: 47, arm64: 212 } as const;
const EXECVE = { x64: 59, arm64: 221 } as const;

/** What the kernel would do: runs the filter over one `struct seccomp_data`. */
function verdict(filter: Buffer, architecture: number, number: number, ...args: readonly number[]): string {
  const data = Buffer.alloc(64);
  data.writeUInt32LE(number, 0);
  data.writeUInt32LE(architecture, 4);
  args.forEach((value, index) => data.writeBigUInt64LE(BigInt(value), 16 + 8 * index));
  let accumulator = 0;
  for (let at = 0; at * 8 < filter.length; at++) {
    const [code, yes, no] = [filter.readUInt16LE(at * 8), filter[at * 8 + 2] ?? 0, filter[at * 8 + 3] ?? 0];
    const value = filter.readUInt32LE(at * 8 + 4);
    if (code === 0x20) accumulator = data.readUInt32LE(value);
    else if (code === 0x15) at += accumulator === value ? yes : no;
    else if (code === 0x35) at += accumulator >= value ? yes : no;
    else if (code === 0x45) at += (accumulator & value) !== 0 ? yes : no;
    else if (code === 0x06) return ACTIONS[value] ?? value.toString(16);
    else throw new Error(`Unknown instruction ${code}`);
  }
  throw new Error('The filter runs over its end');
}

const ACTIONS: Readonly<Record<number, string>> = {
  0x7fff0000: 'allow',
  0x80000000: 'kill',
  0x00050001: 'EPERM',
  0x00050026: 'ENOSYS',
};

describe.each(FILTERED_PROCESSORS)('the seccomp filter for %s', (processor) => {
  const filter = assembleSeccompFilter(processor);
  const judge = (number: number, ...args: readonly number[]): string =>
    verdict(filter, ARCHITECTURE[processor], number, ...args);

  it('lets a program read, execute itself and end', () => {
    expect(judge(READ[processor])).toBe('allow');
    expect(judge(EXECVE[processor])).toBe('allow');
  });

  it('refuses every listed call', () => {
    const column = processor === 'x64' ? 0 : 1;
    for (const numbers of Object.values(REFUSED_SYSCALLS)) {
      const number = numbers[column];
      if (number !== undefined) expect(judge(number)).toBe('EPERM');
    }
  });

  it('lets no processes be made, and threads where they are needed', () => {
    const withThreads = assembleSeccompFilter(processor, { makesThreads: true });
    const [threadFlags, forkFlags] = [0x3d0f00, 0x0120_0011];
    const clones = (from: Buffer): readonly string[] =>
      [threadFlags, forkFlags].map((flags) => verdict(from, ARCHITECTURE[processor], CLONE[processor], flags));
    expect(clones(filter)).toEqual(['EPERM', 'EPERM']);
    expect(clones(withThreads)).toEqual(['allow', 'EPERM']);
    expect(judge(435)).toBe('ENOSYS');
  });

  it('lets descriptors be received where they are needed', () => {
    const receiving = assembleSeccompFilter(processor, { receivesDescriptors: true });
    expect(judge(RECVMSG[processor])).toBe('EPERM');
    expect(verdict(receiving, ARCHITECTURE[processor], RECVMSG[processor])).toBe('allow');
  });

  it('can be sealed: no more threads, and no other program', () => {
    const seal = assembleSeal(processor);
    const sealed = (number: number): string => verdict(seal, ARCHITECTURE[processor], number, 0x3d0f00);
    expect([CLONE[processor], EXECVE[processor], 435, READ[processor]].map(sealed)).toEqual([
      'EPERM',
      'EPERM',
      'ENOSYS',
      'allow',
    ]);
  });

  it('has the kernel signal nobody when there is something to read', () => {
    const [setSignal, setOwner, setOwnerEx, setLease, notify] = [10, 8, 15, 1024, 1026];
    for (const command of [setSignal, setOwner, setOwnerEx, setLease, notify]) {
      expect(judge(FCNTL[processor], 0, command, 4711)).toBe('EPERM');
    }
    const [setFlags, nonBlocking, asynchronous] = [4, 0x800, 0x2000];
    expect(judge(FCNTL[processor], 0, setFlags, nonBlocking)).toBe('allow');
    expect(judge(FCNTL[processor], 0, setFlags, nonBlocking | asynchronous)).toBe('EPERM');
    const [duplicate, duplicateClosing] = [0, 1030];
    for (const command of [duplicate, 1, 2, 3, duplicateClosing])
      expect(judge(FCNTL[processor], 0, command)).toBe('allow');
    const [socketOwner, otherSocketOwner, onlyIfAsynchronous] = [0x8901, 0x8902, 0x5452];
    for (const request of [socketOwner, otherSocketOwner, onlyIfAsynchronous]) {
      expect(judge(IOCTL[processor], 0, request)).toBe('EPERM');
    }
  });

  it('opens files, and empties none', () => {
    const [closeOnExec, createAnew, empty] = [0x80000, 0x41, 0x200];
    const { number, path } = OPEN[processor];
    expect(judge(number, ...path, closeOnExec)).toBe('allow');
    expect(judge(number, ...path, closeOnExec | empty)).toBe('EPERM');
    expect(judge(number, ...path, createAnew | empty)).toBe('EPERM');
    const openByStructure = 437; // how, no filter can see
    expect(judge(openByStructure)).toBe('ENOSYS');
  });

  it('keeps the signal that comes with the death of the parent', () => {
    const [setName, setDeathSignal] = [15, 1];
    expect(judge(PRCTL[processor], setName, 0)).toBe('allow');
    expect(judge(PRCTL[processor], setDeathSignal, 9)).toBe('allow');
    for (const signal of [0, 18]) expect(judge(PRCTL[processor], setDeathSignal, signal)).toBe('EPERM');
  });

  it('lets a program read its own limits, and not touch those of others', () => {
    expect(judge(PRLIMIT[processor], 0)).toBe('allow');
    expect(judge(PRLIMIT[processor], 4711)).toBe('EPERM');
  });

  it('lets no program type into a terminal', () => {
    expect(judge(IOCTL[processor], 0, 0x5401)).toBe('allow');
    expect(judge(IOCTL[processor], 0, 0x5412)).toBe('EPERM');
  });

  it('knows no call that is newer than it', () => {
    expect(judge(425)).toBe('ENOSYS');
    expect(judge(9999)).toBe('ENOSYS');
    expect(judge(439)).toBe('allow');
  });

  it('ends a program that calls by the numbers of another processor', () => {
    const i386 = 0x4000_0003;
    expect(verdict(filter, i386, 11)).toBe('kill');
  });

  it('is small enough for the kernel', () => {
    expect(filter.length / 8).toBeLessThan(4096);
  });
});

it('ends a program that calls by x32 numbers', () => {
  const filter = assembleSeccompFilter('x64');
  expect(verdict(filter, ARCHITECTURE.x64, 0x4000_0000 + 57)).toBe('kill');
});
