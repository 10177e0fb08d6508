import { delimiter, join } from 'node:path';
import { Injectable } from '@nestjs/common';

import { AppConfig } from '#config/app-config';
import type { SandboxTier } from '#domain/document/sandbox-tier';
import { SANDBOX_TIERS } from '#domain/document/sandbox-tier';
import { DomainError } from '#domain/shared/domain-error';
import { bwrapInvocation } from './bwrap-command';
import { ConfinedProcess } from './confined-process';
import type { ConfinedProgram, HoldingProgram, Invocation } from './confined-program';
import { ConfinedSample } from './confined-sample';
import { findProgram } from './find-program';
import { HostEnvironment } from './host-environment';
import { landlockInvocation, unconfinedInvocation } from './landlock-command';
import type { LandlockTool } from './landlock-tool';
import { landlockTool } from './landlock-tool';
import { SeccompFile } from './seccomp-file';
import { assembleSeccompFilter, hostProcessor } from './seccomp-filter';

interface Tools {
  readonly prlimit: string | undefined;
  readonly bwrap: string | undefined;
  readonly setpriv: string | undefined;
}

/** Tries a tier for good: resolves to why it does not confine, or to `undefined` when it does. */
export type TierProbe = (tier: SandboxTier) => Promise<string | undefined>;

/** Starts programs that parse hostile files, confined as well as this machine can. */
@Injectable()
export class Sandbox {
  private tools: Promise<Tools> | undefined;
  private landlock: Promise<LandlockTool> | undefined;
  private readonly filters = new Map<string, SeccompFile>();

  constructor(
    private readonly config: AppConfig,
    private readonly host: HostEnvironment,
  ) {}

  /** The configured tier, or with `auto` the best that passes. @throws DomainError `SERVICE_UNAVAILABLE` when none may be used. */
  async choose(probe: TierProbe): Promise<SandboxTier> {
    const faults: string[] = [];
    for (const tier of this.candidates()) {
      const fault = await probe(tier);
      if (fault === undefined) return tier;
      faults.push(`${tier}: ${fault}`);
    }
    const choice = this.config.sandbox.tier;
    throw new DomainError(
      'SERVICE_UNAVAILABLE',
      choice === 'auto'
        ? 'No sandbox works on this machine.'
        : `The sandbox tier ${choice} does not work on this machine.`,
      {
        details: faults.join('; '),
        remediation:
          'Install bubblewrap and allow user namespaces, or run docker/install-system-packages.sh on a kernel with Landlock (5.13 or newer).',
      },
    );
  }

  /**
   * The caller ends it and awaits its end.
   * @throws Error when a program that the tier needs is missing; what opening the sample throws.
   */
  async launch(tier: SandboxTier, program: ConfinedProgram): Promise<ConfinedProcess> {
    const tools = await this.findTools();
    const { channel, sample: path, ...rest } = program;
    const sample = path === undefined ? undefined : ConfinedSample.open(path);
    try {
      const invocation = await this.invocation(tier, tools, { ...rest, ...(sample !== undefined && { sample }) });
      const filter = invocation.seccomp ? this.openFilter(program) : undefined;
      const started = new ConfinedProcess(invocation, { filter, channel, sample: sample?.descriptor });
      // Until then whoever confines it may still look for the sample.
      void started.ended.then(() => sample?.close());
      return started;
    } catch (error) {
      sample?.close();
      throw error;
    }
  }

  private candidates(): readonly SandboxTier[] {
    const { tier } = this.config.sandbox;
    const isProduction = this.config.environment === 'production';
    if (tier === 'auto') return SANDBOX_TIERS.filter((each) => each !== 'off' || !isProduction);
    if (tier !== 'off' || !isProduction) return [tier];
    throw new DomainError('SERVICE_UNAVAILABLE', 'The sandbox is off, and production does not run without one.', {
      remediation: 'Set the sandbox tier to auto.',
    });
  }

  private async invocation(tier: SandboxTier, tools: Tools, program: HoldingProgram): Promise<Invocation> {
    const prlimit = required(tools.prlimit, 'prlimit');
    switch (tier) {
      case 'bwrap':
        return bwrapInvocation(prlimit, required(tools.bwrap, 'bwrap'), program);
      case 'landlock':
        return landlockInvocation(prlimit, await this.findLandlock(tools), program, process.getuid?.() === 0);
      case 'off':
        return unconfinedInvocation(prlimit, program);
    }
  }

  private findTools(): Promise<Tools> {
    this.tools ??= (async () => {
      const path = this.host.path.split(delimiter);
      const prefix = join(this.config.analysis.radare2Prefix, 'usr/bin');
      return {
        prlimit: await findProgram('prlimit', path),
        bwrap: await findProgram('bwrap', path),
        // The prefix has one with Landlock; the system's own is often older.
        setpriv: await findProgram('setpriv', [prefix, ...path]),
      };
    })();
    return this.tools;
  }

  private findLandlock({ setpriv }: Tools): Promise<LandlockTool> {
    this.landlock ??= landlockTool(required(setpriv, 'setpriv'));
    return this.landlock;
  }

  private openFilter({ channel, makesThreads = false }: ConfinedProgram): number {
    const exceptions = { receivesDescriptors: channel !== undefined, makesThreads };
    const kind = JSON.stringify(exceptions);
    let file = this.filters.get(kind);
    if (file === undefined) {
      // The one directory that is there to be written to: a container's /tmp may not be.
      file = new SeccompFile(this.config.storage.dataDir, assembleSeccompFilter(hostProcessor(), exceptions));
      this.filters.set(kind, file);
    }
    return file.open();
  }
}

function required(path: string | undefined, name: string): string {
  if (path === undefined) throw new Error(`${name} is not installed`);
  return path;
}
