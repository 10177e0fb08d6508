import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MOST_OUTPUT = 512 << 20;

/** What the symbols of a program say about its functions; addresses as in the file. */
export interface SymbolTruth {
  /** Where its functions begin: symbols of functions, each address once, whatever names it has. */
  readonly functions: ReadonlySet<bigint>;
  /**
   * Places that count neither for nor against a list of functions: parts that the compiler moved away (`.cold`), code of
   * assembler whose author did not say that it is a function, and stubs that the linker makes.
   */
  readonly isNeutral: (address: bigint) => boolean;
  /** Bytes by start, where the symbol says. */
  readonly sizes: ReadonlyMap<bigint, bigint>;
}

interface Range {
  readonly start: bigint;
  readonly end: bigint;
}

const COLD = /\.cold(?:\.\d+)?$/;
const STUBS = /^\.i?plt/;
/** Marks of ARM's assemblers for where code and data begin. */
const MAPPING = /^\$[atdx](?:\.|$)/;

/** By binutils' readelf. */
export async function elfTruth(path: string): Promise<SymbolTruth> {
  const sections = elfSections(await output('readelf', ['-SW', path]));
  const stubs = sections.filter(({ name }) => STUBS.test(name));
  const code = sections.filter(({ flags }) => flags.includes('X'));
  const listing = await output('readelf', ['-sW', path]);
  const isThumb = /Machine:\s+ARM$/m.test(await output('readelf', ['-h', path]));
  const collector = new Collector((address) => isIn(code, address), stubs);
  for (const line of listing.split('\n')) {
    const [, value = '', size = '', type = '', place = '', name = ''] = ELF_SYMBOL.exec(line) ?? [];
    if (value === '' || place === 'UND' || place === 'ABS' || MAPPING.test(name)) continue;
    const isFunction = type === 'FUNC' || type === 'IFUNC';
    const address = BigInt(`0x${value}`);
    collector.add(isThumb ? address & ~1n : address, BigInt(size), name, isFunction, type === 'NOTYPE');
  }
  return collector.truth;
}

const ELF_SYMBOL = /^\s*\d+:\s+([0-9a-f]+)\s+(0x[0-9a-f]+|\d+)\s+(\w+)\s+\w+\s+\w+\s+(?:\[[^\]]*\]\s+)?(\w+)\s*(\S*)/;

/**
 * By binutils' objdump. The symbols of a PE file have a type, which is that of a function for compiled code only. Of what a
 * library keeps without symbols, only where the piece begins is known.
 */
export async function peTruth(path: string): Promise<SymbolTruth> {
  const headers = await output('objdump', ['-h', path]);
  const sections = [...headers.matchAll(/^\s*\d+\s+(\S+)\s+([0-9a-f]+)\s+([0-9a-f]+).*\n\s*(.*)$/gm)].map(
    ([, name = '', size = '0', address = '0', flags = '']) => ({
      name,
      start: BigInt(`0x${address}`),
      end: BigInt(`0x${address}`) + BigInt(`0x${size}`),
      isCode: flags.includes('CODE'),
    }),
  );
  const collector = new Collector(() => true, []);
  for (const line of (await output('objdump', ['-t', path])).split('\n')) {
    const [, section = '', type = '', offset = '', name = ''] = COFF_SYMBOL.exec(line) ?? [];
    const home = sections[Number(section) - 1];
    if (home?.isCode !== true) continue;
    if (PIECE.test(name)) collector.addPiece(home.start + BigInt(`0x${offset}`));
    else collector.add(home.start + BigInt(`0x${offset}`), 0n, name, type === '20', true);
  }
  return collector.truth;
}

/** What the linker puts together into the section with the code, piece by piece. */
const PIECE = /^\.text(?:$|[.$])/;
const COFF_SYMBOL = /^\[\s*\d+\]\(sec\s+(\d+)\)\(fl 0x\w+\)\(ty\s+(\w+)\)\(scl\s+\d+\) \(nx \d+\) 0x([0-9a-f]+) (\S+)/;

/** By Go's own nm: what it calls text is a function, but for the mark where the program's identity is kept. */
export async function goTruth(path: string): Promise<SymbolTruth> {
  const collector = new Collector(() => true, []);
  for (const line of (await output('go', ['tool', 'nm', '-size', path])).split('\n')) {
    const [, address = '', size = '', type = '', name = ''] = /^\s*([0-9a-f]+)\s+(\d+)\s+(\w)\s+(\S+)/.exec(line) ?? [];
    if (!/[tT]/.test(type)) continue;
    collector.add(BigInt(`0x${address}`), BigInt(size), name, !GO_MARKS.test(name), true);
  }
  return collector.truth;
}

const GO_MARKS = /^(?:go[:.]buildid|runtime\.e?text)$/;

/** The starts of the functions that the unwind tables of an ELF file describe, stubs of the linker left out. By readelf. */
export async function unwindTruth(path: string): Promise<ReadonlySet<bigint>> {
  const stubs = elfSections(await output('readelf', ['-SW', path])).filter(({ name }) => STUBS.test(name));
  const frames = await output('readelf', ['--debug-dump=frames', path]);
  const starts = [...frames.matchAll(/ FDE .* pc=([0-9a-f]+)\.\.([0-9a-f]+)/g)].flatMap(([, start = '', end = '']) =>
    start === end ? [] : [BigInt(`0x${start}`)],
  );
  return new Set(starts.filter((start) => !isIn(stubs, start)));
}

class Collector {
  private readonly functions = new Set<bigint>();
  private readonly neutral = new Set<bigint>();
  private readonly sizes = new Map<bigint, bigint>();
  private readonly pieces: bigint[] = [];

  constructor(
    private readonly isCode: (address: bigint) => boolean,
    private readonly stubs: readonly Range[],
  ) {}

  add(address: bigint, size: bigint, name: string, isFunction: boolean, isLabel: boolean): void {
    if (!this.isCode(address) || isIn(this.stubs, address)) return;
    if (isFunction && !COLD.test(name)) {
      this.functions.add(address);
      if (size > 0n) this.sizes.set(address, size);
    } else if (isFunction || isLabel) this.neutral.add(address);
  }

  /** What one object file brought begins here. */
  addPiece(address: bigint): void {
    this.pieces.push(address);
  }

  get truth(): SymbolTruth {
    const { functions, neutral, sizes, stubs } = this;
    const nameless = this.namelessPieces();
    const isNeutral = (address: bigint): boolean =>
      neutral.has(address) || isIn(stubs, address) || isIn(nameless, address);
    return { functions, sizes, isNeutral };
  }

  /** Those without a symbol of a function. */
  private namelessPieces(): readonly Range[] {
    const starts = [...this.pieces].sort((one, other) => (one < other ? -1 : 1));
    const pieces = starts.map((start, index) => ({ start, end: starts[index + 1] ?? start }));
    const named = [...this.functions];
    return pieces.filter(({ start, end }) => !named.some((address) => start <= address && address < end));
  }
}

function elfSections(listing: string): readonly (Range & { readonly name: string; readonly flags: string })[] {
  return [...listing.matchAll(ELF_SECTION)].map(([, name = '', address = '0', size = '0', flags = '']) => ({
    name,
    start: BigInt(`0x${address}`),
    end: BigInt(`0x${address}`) + BigInt(`0x${size}`),
    flags,
  }));
}

const ELF_SECTION = /^\s*\[\s*\d+\] (\S+)\s+[A-Z]\S*\s+([0-9a-f]+) [0-9a-f]+ ([0-9a-f]+) \w\w\s+([A-Za-z]*)\s/gm;

function isIn(ranges: readonly Range[], address: bigint): boolean {
  return ranges.some(({ start, end }) => start <= address && address < end);
}

async function output(program: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run(program, args, { maxBuffer: MOST_OUTPUT, env: { ...process.env, LC_ALL: 'C' } });
  return stdout;
}
