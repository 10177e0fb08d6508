import { ALLOWED_COMMON_SYSCALLS, CONDITIONAL_SYSCALLS, FIRST_COMMON_SYSCALL, REFUSED_SYSCALLS } from './syscalls';

export const FILTERED_PROCESSORS = ['x64', 'arm64'] as const;
export type FilteredProcessor = (typeof FILTERED_PROCESSORS)[number];

// Source: linux/filter.h, linux/seccomp.h, linux/audit.h.
const LOAD_WORD = 0x20;
const JUMP_EQUAL = 0x15;
const JUMP_GREATER_EQUAL = 0x35;
const JUMP_ANY_BIT = 0x45;
const RETURN = 0x06;

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
const TERMINAL_INPUT = [0x5412, 0x541c]; // TIOCSTI, TIOCLINUX: they type into somebody's terminal

interface Instruction {
  readonly code: number;
  readonly value: number;
  /** How many instructions to skip when the comparison holds, and when it does not. */
  readonly yes?: number;
  readonly no?: number;
}

const load = (offset: number): Instruction => ({ code: LOAD_WORD, value: offset });
const answer = (value: number): Instruction => ({ code: RETURN, value });
const unlessEqual = (value: number, no: number): Instruction => ({ code: JUMP_EQUAL, value, no });
const ifEqual = (value: number, action: number): readonly Instruction[] => [unlessEqual(value, 1), answer(action)];
const ifAtLeast = (value: number, action: number): readonly Instruction[] => [
  { code: JUMP_GREATER_EQUAL, value, no: 1 },
  answer(action),
];

/**
 * A classic BPF program for seccomp, as `bwrap --seccomp` and `setpriv --seccomp-filter` read it: threads yes, processes,
 * sockets, mounts, changes of files and what reaches into the kernel or another process no. A foreign instruction set
 * (32-bit and x32 calls have other numbers) ends the process.
 * @param allowed those of the refused calls that this program needs all the same
 */
export function assembleSeccompFilter(
  processor: FilteredProcessor,
  allowed: readonly (keyof typeof REFUSED_SYSCALLS)[] = [],
): Buffer {
  const column = FILTERED_PROCESSORS.indexOf(processor);
  const refused = Object.entries(REFUSED_SYSCALLS).flatMap(([name, numbers]) =>
    (allowed as readonly string[]).includes(name) ? [] : (numbers[column] ?? []),
  );
  const conditional = (name: keyof typeof CONDITIONAL_SYSCALLS): number =>
    CONDITIONAL_SYSCALLS[name][column === 0 ? 0 : 1];
  return encode([
    load(ARCHITECTURE),
    { code: JUMP_EQUAL, value: AUDIT_ARCHITECTURE[processor], yes: 1 },
    answer(KILL_PROCESS),
    load(NUMBER),
    ...(processor === 'x64' ? ifAtLeast(X32_NUMBERS, KILL_PROCESS) : []),
    ...refused.flatMap((number) => ifEqual(number, REFUSE)),
    ...when(conditional('clone'), [
      load(argument(0)),
      { code: JUMP_ANY_BIT, value: CLONE_THREAD, no: 1 },
      answer(ALLOW),
      answer(REFUSE),
    ]),
    ...when(conditional('prlimit64'), [load(argument(0)), ...ifEqual(0, ALLOW), answer(REFUSE)]),
    ...when(conditional('ioctl'), [
      load(argument(1)),
      ...TERMINAL_INPUT.flatMap((request) => ifEqual(request, REFUSE)),
      answer(ALLOW),
    ]),
    ...Object.values(ALLOWED_COMMON_SYSCALLS).flatMap((number) => ifEqual(number, ALLOW)),
    ...ifAtLeast(FIRST_COMMON_SYSCALL, UNKNOWN),
    answer(ALLOW),
  ]);
}

/** `steps` must end with an answer on every way: what they load is not the number any more. */
function when(number: number, steps: readonly Instruction[]): readonly Instruction[] {
  return [unlessEqual(number, steps.length), ...steps];
}

function encode(program: readonly Instruction[]): Buffer {
  const bytes = Buffer.alloc(program.length * 8);
  program.forEach(({ code, value, yes = 0, no = 0 }, index) => {
    bytes.writeUInt16LE(code, index * 8);
    bytes.writeUInt8(yes, index * 8 + 2);
    bytes.writeUInt8(no, index * 8 + 3);
    bytes.writeUInt32LE(value >>> 0, index * 8 + 4);
  });
  return bytes;
}
