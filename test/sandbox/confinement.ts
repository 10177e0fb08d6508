import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

import { AppConfig } from '#config/app-config';
import type { SandboxTier } from '#domain/document/sandbox-tier';
import { SANDBOX_TIERS } from '#domain/document/sandbox-tier';
import { KB, MB } from '#domain/shared/quantities';
import { HostEnvironment } from '#infrastructure/sandbox/host-environment';
import { Sandbox } from '#infrastructure/sandbox/sandbox';
import { lacks } from './machine-tiers';

/** Runs `tests` for every tier that confines; one that this machine cannot have is skipped by name. One that it has must work. */
export function describeEveryTier(subject: string, tests: (tier: SandboxTier) => void): void {
  for (const tier of SANDBOX_TIERS.filter((each) => each !== 'off')) {
    const reason = lacks(tier);
    if (reason === undefined)
      describe(`${subject} in tier ${tier}`, () => {
        tests(tier);
      });
    else
      describe.skip(`${subject} in tier ${tier} (skipped: ${reason})`, () => {
        tests(tier);
      });
  }
}

/** A sandbox whose processes can be told from all others of this machine. */
export class Confinement {
  readonly config = new AppConfig();
  readonly host = new HostEnvironment(process.env['PATH'] ?? '');
  readonly sandbox: Sandbox;
  private readonly addressSpace: number;
  private readonly filesBefore = temporaryFiles();

  constructor(readonly tier: SandboxTier) {
    // The limit doubles as a mark: a process keeps it whoever its parent is and whatever it calls itself. To the kilobyte, so that
    // tests that run beside each other do not take the same one.
    const memoryMb = 2048 + Math.floor(Math.random() * 900 * KB) / 1024;
    this.addressSpace = memoryMb * MB;
    Object.assign(this.config.sandbox, { tier, memoryMb });
    Object.assign(this.config.storage, { dataDir: tmpdir() });
    this.sandbox = new Sandbox(this.config, this.host);
  }

  /** Those that are confined by this sandbox, alive now: what has ended and only waits for init to take note does not count. */
  get processes(): readonly number[] {
    return readdirSync('/proc')
      .filter((entry) => /^\d+$/.test(entry) && this.isOurs(entry))
      .map(Number);
  }

  /** Bytes of address space of the largest process at its largest. */
  get largestAddressSpace(): number {
    const sizes = this.processes.map((pid) => /VmPeak:\s+(\d+) kB/.exec(procFile(String(pid), 'status'))?.[1]);
    return Math.max(0, ...sizes.map((size) => Number(size ?? 0) * 1024));
  }

  get addressSpaceLimit(): number {
    return this.addressSpace;
  }

  /** Processes and temporary files that should not be there any more; a busy machine takes a while to take a killed process apart. */
  async remains(): Promise<readonly string[]> {
    for (let tries = 0; tries < 1000 && this.processes.length > 0; tries++) await delay(10);
    const files = temporaryFiles().filter((file) => !this.filesBefore.includes(file));
    return [...this.processes.map((pid) => `process ${pid}`), ...files];
  }

  private isOurs(pid: string): boolean {
    const isMarked = new RegExp(`Max address space\\s+${this.addressSpace}\\s`).test(procFile(pid, 'limits'));
    return isMarked && !procFile(pid, 'stat').includes(') Z ');
  }
}

/** Empty when the process has ended meanwhile. */
function procFile(pid: string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}

function temporaryFiles(): readonly string[] {
  return readdirSync(tmpdir()).filter((file) => file.includes('bin2nlp-seccomp'));
}
