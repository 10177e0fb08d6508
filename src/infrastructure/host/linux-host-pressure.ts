import { readFile, statfs } from 'node:fs/promises';
import { resolve } from 'node:path';

import { HostPressure } from '#application/ports/host-pressure.port';
import type { AppConfig } from '#config/app-config';

/** Where a container sees its own limits: version 2 of control groups, as every current system mounts it. */
const CGROUP = '/sys/fs/cgroup';
const MEMINFO = '/proc/meminfo';

/** By what the kernel says; radare2's processes count, since they are in the same group. */
export class LinuxHostPressure extends HostPressure {
  private readonly directory: string;

  constructor(
    config: AppConfig,
    private readonly read: (path: string) => Promise<string> = (path) => readFile(path, 'utf8'),
  ) {
    super();
    this.directory = resolve(config.storage.dataDir);
  }

  async memory(): Promise<number> {
    const [machine, group] = await Promise.all([this.machineMemory(), this.groupMemory()]);
    return Math.max(machine, group ?? 0);
  }

  async disk(): Promise<number> {
    const { blocks, bfree, bavail } = await statfs(this.directory);
    const usable = blocks - bfree + bavail;
    return usable === 0 ? 0 : 1 - bavail / usable;
  }

  private async machineMemory(): Promise<number> {
    const text = await this.read(MEMINFO);
    const [total, available] = [numberAfter(text, 'MemTotal:'), numberAfter(text, 'MemAvailable:')];
    return total === 0 ? 0 : 1 - available / total;
  }

  /** `undefined` where there is no limit. */
  private async groupMemory(): Promise<number | undefined> {
    try {
      const [max, current, stat] = await Promise.all(
        ['memory.max', 'memory.current', 'memory.stat'].map((file) => this.read(`${CGROUP}/${file}`)),
      );
      const limit = Number(max);
      if (!Number.isFinite(limit) || limit <= 0) return undefined;
      return (Number(current) - numberAfter(stat ?? '', 'inactive_file')) / limit;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }
}

function numberAfter(text: string, name: string): number {
  return Number(new RegExp(`^${name}\\s+(\\d+)`, 'm').exec(text)?.[1] ?? '0');
}
