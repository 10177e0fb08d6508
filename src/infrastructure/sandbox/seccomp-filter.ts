import type { Step } from './seccomp-steps';
import { answer, encode, ifAnyBit, ifAtLeast, ifEqual, load, unlessEqual, when } from './seccomp-steps';
import type { SyscallNumbers } from './syscalls';
import {
  ALLOWED_COMMON_SYSCALLS,
  ALLOWED_FCNTL_COMMANDS,
  ALLOWED_IOCTL_REQUESTS,
  CLONE3,
  CONDITIONAL_SYSCALLS,
  F_SETFL,
  FIRST_COMMON_SYSCALL,
  O_ASYNC,
  O_TRUNC,
  PR_SET_PDEATHSIG,
  REFUSED_SYSCALLS,
  SEALED_SYSCALLS,
  SIGKILL,
} from './syscalls';

export const FILTERED_PROCESSORS = ['x64', 'arm64'] as const;
export type FilteredProcessor = (typeof FILTERED_PROCESSORS)[number];

// Source: linux/seccomp.h, linux/audit.h.
const ALLOW = 0x7fff_0000;
const KILL_PROCESS = 0x8000_0000;
const REFUSE = 0x0005_0000 | 1; // EPERM
const UNKNOWN = 0x0005_0000 | 38; // ENOSYS: the C library then takes the older call

const NUMBER = 0;
const ARCHITECTURE = 4;
const argument = (index: number): number => 16 + 8 * index; // low word of a little-endian 64-bit value

const AUDIT_ARCHITECTURE = { x64: 0xc000_003e, arm64: 0xc000_00b7 } as const;
const X32_NUMBERS = 0x4000_0000;
const CLONE_THREAD = 0x0001_0000;

/** What a program needs of what is refused otherwise. */
export interface FilterExceptions {
  /** Descriptors over a socket that it has. */
  readonly receivesDescriptors?: boolean;
  /** Threads, any number of them until it gives that up by `assembleSeal`. */
  readonly makesThreads?: boolean;
}

const only = (values: readonly number[]): readonly Step[] => [
  ...values.flatMap((value) => ifEqual(value, ALLOW)),
  answer(REFUSE),
];

const ONLY_THREADS = [load(argument(0)), ...ifAnyBit(CLONE_THREAD, ALLOW), answer(REFUSE)];
const DEATH_SIGNAL_STAYS = [
  load(argument(0)),
  ...when(PR_SET_PDEATHSIG, [load(argument(1)), ...only([SIGKILL])]),
  answer(ALLOW),
];
const OWN_DESCRIPTORS = [
  load(argument(1)),
  ...when(F_SETFL, [load(argument(2)), ...ifAnyBit(O_ASYNC, REFUSE), answer(ALLOW)]),
  ...only(Object.values(ALLOWED_FCNTL_COMMANDS)),
];

/**
 * A classic BPF program for seccomp, as `bwrap --seccomp` and `setpriv --seccomp-filter` read it: no processes, threads, sockets,
 * mounts, changes of files, nothing that signals or reaches into another process or into the kernel, and the signal that comes
 * with the parent's death stays. A foreign instruction set (32-bit and x32 calls have other numbers) ends the process.
 */
export function assembleSeccompFilter(processor: FilteredProcessor, exceptions: FilterExceptions = {}): Buffer {
  const { receivesDescriptors = false, makesThreads = false } = exceptions;
  const refused = numbersOf(processor, REFUSED_SYSCALLS, receivesDescriptors ? ['recvmsg'] : []);
  return encode([
    ...nativeNumber(processor),
    ...refused.flatMap((number) => ifEqual(number, REFUSE)),
    ...whenCalled(processor, 'clone', makesThreads ? ONLY_THREADS : [answer(REFUSE)]),
    ...whenCalled(processor, 'open', emptiesNothing(1)),
    ...whenCalled(processor, 'openat', emptiesNothing(2)),
    ...whenCalled(processor, 'prlimit64', [load(argument(0)), ...ifEqual(0, ALLOW), answer(REFUSE)]),
    ...whenCalled(processor, 'prctl', DEATH_SIGNAL_STAYS),
    ...whenCalled(processor, 'fcntl', OWN_DESCRIPTORS),
    ...whenCalled(processor, 'ioctl', [load(argument(1)), ...only(Object.values(ALLOWED_IOCTL_REQUESTS))]),
    ...Object.values(ALLOWED_COMMON_SYSCALLS).flatMap((number) => ifEqual(number, ALLOW)),
    ...ifAtLeast(FIRST_COMMON_SYSCALL, UNKNOWN),
    answer(ALLOW),
  ]);
}

/** For a program to put on top of its filter once it has the threads that it needs: no more of them, and no other program in its place. */
export function assembleSeal(processor: FilteredProcessor): Buffer {
  return encode([
    ...nativeNumber(processor),
    ...numbersOf(processor, SEALED_SYSCALLS).flatMap((number) => ifEqual(number, REFUSE)),
    ...whenCalled(processor, 'clone', [answer(REFUSE)]),
    ...ifEqual(CLONE3, UNKNOWN),
    answer(ALLOW),
  ]);
}

/** @throws Error where there is no filter for the processor that this runs on. */
export function hostProcessor(): FilteredProcessor {
  const known = FILTERED_PROCESSORS.find((each) => each === process.arch);
  if (known === undefined) throw new Error(`There is no seccomp filter for ${process.arch}`);
  return known;
}

/** Leaves the number of the call loaded. */
function nativeNumber(processor: FilteredProcessor): readonly Step[] {
  return [
    load(ARCHITECTURE),
    ...unlessEqual(AUDIT_ARCHITECTURE[processor], KILL_PROCESS),
    load(NUMBER),
    ...(processor === 'x64' ? ifAtLeast(X32_NUMBERS, KILL_PROCESS) : []),
  ];
}

function numbersOf(
  processor: FilteredProcessor,
  table: Readonly<Record<string, SyscallNumbers>>,
  without: readonly string[] = [],
): readonly number[] {
  const column = FILTERED_PROCESSORS.indexOf(processor);
  return Object.entries(table).flatMap(([name, numbers]) => (without.includes(name) ? [] : (numbers[column] ?? [])));
}

/** Nothing where the processor has no such call. */
function whenCalled(
  processor: FilteredProcessor,
  name: keyof typeof CONDITIONAL_SYSCALLS,
  steps: readonly Step[],
): readonly Step[] {
  const number = CONDITIONAL_SYSCALLS[name][processor === 'x64' ? 0 : 1];
  return number === undefined ? [] : when(number, steps);
}

/** @param index of the argument with the flags */
function emptiesNothing(index: number): readonly Step[] {
  return [load(argument(index)), ...ifAnyBit(O_TRUNC, REFUSE), answer(ALLOW)];
}
