/** A text that instructions point to, with the number that goes with the pointer. */
export interface PointedText {
  readonly address: number;
  /** Bytes. */
  readonly size: number;
}

/** What passes a pointer and a length: by a register, the one behind it. */
export type RegisterOrder = 'go' | 'systemV' | 'windows' | 'arm64';

const ORDERS: Readonly<Record<RegisterOrder, readonly (readonly string[])[]>> = {
  go: [['ax', 'bx', 'cx', 'di', 'si', '8', '9', '10', '11']],
  systemV: [
    ['di', 'si', 'dx', 'cx', '8', '9'],
    ['ax', 'dx'],
  ],
  windows: [
    ['cx', 'dx', '8', '9'],
    ['ax', 'dx'],
  ],
  arm64: [Array.from({ length: 16 }, (_, register) => String(register))],
};

interface Line {
  readonly name: string;
  readonly operands: string;
  /** As the tool has computed it. */
  readonly place: number | undefined;
}

const LINE = /^\s*[0-9a-f]+:\s+([a-z][\w.]*)(?:\s+([^#<\n]*[^#<\s]))?(?:\s*#\s*0x([0-9a-f]+))?/;
const ARM_LINE = /^\s*[0-9a-f]+:\s+([a-z][\w.]*)(?:\s+([^<\n/]*[^<\s/]))?/;
/** A call, a jump or a return: before and behind it other values are in the registers. */
const ENDS = /^(?:call|jmp|ret|ud2|int3|bl|blr|b|br|brk|udf)$/;
const FAR = 24;

/** Of what `llvm-objdump -d -M intel --no-show-raw-insn` writes. */
export function pointedTexts(disassembly: string, order: RegisterOrder): readonly PointedText[] {
  const isArm = order === 'arm64';
  const next = new Map(ORDERS[order].flatMap((row) => row.slice(1).map((each, index) => [row[index] ?? '', each])));
  const found: PointedText[] = [];
  let run: Line[] = [];
  for (const text of disassembly.split('\n')) {
    const line = lineOf(text, isArm);
    if (line === undefined) continue;
    run.push(line);
    if (!ENDS.test(line.name)) continue;
    for (const [index] of run.entries()) found.push(...pointedBy(run, index, next, isArm));
    run = [];
  }
  return found;
}

function lineOf(text: string, isArm: boolean): Line | undefined {
  const [, name, operands = '', place] = (isArm ? ARM_LINE : LINE).exec(text) ?? [];
  return name === undefined
    ? undefined
    : { name, operands, place: place === undefined ? undefined : parseInt(place, 16) };
}

function pointedBy(
  run: readonly Line[],
  index: number,
  next: ReadonlyMap<string, string>,
  isArm: boolean,
): readonly PointedText[] {
  const [register, address] = (isArm ? armPointer(run, index) : x86Pointer(run[index])) ?? [];
  if (register === undefined || address === undefined) return [];
  const near = run.slice(Math.max(0, index - FAR), index + FAR);
  const behind = run.slice(index + 1, index + FAR);
  if (behind.some((line) => writes(line, register))) return [];
  const partner = next.get(register);
  const size = partner === undefined ? undefined : lastNumber(near, partner);
  return size === undefined ? [] : [{ address, size }];
}

function x86Pointer(line: Line | undefined): readonly [string, number] | undefined {
  if (line?.name !== 'lea' || line.place === undefined) return undefined;
  return [registerName(line.operands), line.place];
}

function armPointer(run: readonly Line[], index: number): readonly [string, number] | undefined {
  const [, to, from, low] = /^x(\d+), x(\d+), #(\d+)$/.exec(run[index]?.operands ?? '') ?? [];
  if (run[index]?.name !== 'add' || to === undefined || low === undefined) return undefined;
  for (const { name, operands } of run.slice(Math.max(0, index - FAR), index).reverse()) {
    const [, page, address] = /^x(\d+), (0x[0-9a-f]+)$/.exec(operands) ?? [];
    if (name === 'adrp' && page === from && address !== undefined) return [to, parseInt(address, 16) + Number(low)];
    if (registerName(operands) === from) return undefined;
  }
  return undefined;
}

/** That the last instruction to change a register puts there. */
function lastNumber(run: readonly Line[], register: string): number | undefined {
  const line = run.findLast((each) => writes(each, register));
  const [, number] = /^\w+, #?(0x[0-9a-f]+|\d+)$/.exec(line?.operands ?? '') ?? [];
  return line?.name === 'mov' && number !== undefined ? Number(number) : undefined;
}

function writes({ name, operands }: Line, register: string): boolean {
  return !/^(?:cmp|test|str|stp|stur|push|cb|tb|j)/.test(name) && registerName(operands) === register;
}

/** Of the first operand, whatever its width: `ax` of rax and eax, `8` of r8d, `3` of w3; none of memory. */
function registerName(operands: string): string {
  const [, name = ''] = /^(?:r|e|x|w)(\d+|[a-ds][xip]|[ds]i)d?\b/.exec(operands) ?? [];
  return name;
}
