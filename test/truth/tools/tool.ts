import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

const TIMEOUT_MS = 120_000;
const MAX_OUTPUT = 1 << 29;

/** Names under which Debian installs a program, and the package that brings it. */
interface Program {
  readonly names: readonly string[];
  readonly package: string;
}

const PROGRAMS = {
  readelf: { names: ['readelf'], package: 'binutils' },
  strings: { names: ['strings'], package: 'binutils' },
  objdump: { names: ['objdump'], package: 'binutils' },
  readobj: { names: ['llvm-readobj', 'llvm-readobj-14'], package: 'llvm' },
  llvmObjdump: { names: ['llvm-objdump-19', 'llvm-objdump', 'llvm-objdump-14'], package: 'llvm' },
  checksec: { names: ['checksec'], package: 'checksec' },
} as const satisfies Record<string, Program>;
export type Tool = keyof typeof PROGRAMS;

/** What it wrote to its standard output; complaints and its status are ignored, as these tools complain of much. */
export async function ask(tool: Tool, args: readonly string[]): Promise<string> {
  const options = { timeout: TIMEOUT_MS, maxBuffer: MAX_OUTPUT, env: { ...process.env, LC_ALL: 'C' } };
  for (const name of PROGRAMS[tool].names) {
    try {
      return (await run(name, args, options)).stdout;
    } catch (error) {
      if (isMissing(error)) continue;
      if (error instanceof Error && 'stdout' in error && typeof error.stdout === 'string') return error.stdout;
      throw error;
    }
  }
  throw new Error(`${tool} is not installed`);
}

/** Debian packages of the tools that cannot be called. */
export async function missingPackages(): Promise<readonly string[]> {
  const packages = new Set<string>();
  for (const [tool, { package: from }] of Object.entries(PROGRAMS)) {
    try {
      await ask(tool as Tool, ['--version']);
    } catch {
      packages.add(from);
    }
  }
  return [...packages];
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
