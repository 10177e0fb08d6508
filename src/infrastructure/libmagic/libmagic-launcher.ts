import { closeSync } from 'node:fs';
import { Injectable } from '@nestjs/common';

import { AppConfig } from '#config/app-config';
import type { SandboxTier } from '#domain/document/sandbox-tier';
import { DomainError } from '#domain/shared/domain-error';
import { KB } from '#domain/shared/quantities';
import { CHANNEL_DESCRIPTOR } from '#infrastructure/sandbox/confined-program';
import { Sandbox } from '#infrastructure/sandbox/sandbox';
import { assembleSeal, hostProcessor } from '#infrastructure/sandbox/seccomp-filter';
import { DescriptorChannel } from './descriptor-channel';
import type { HelperOrders } from './helper/protocol';
import { LibmagicHelper } from './libmagic-helper';
import { libmagicProgram } from './libmagic-program';

const START_MS = 20_000;

export interface ReadyLibmagic {
  readonly tier: SandboxTier;
  /** Such as `5.44`. */
  readonly version: string;
}

/** Starts helpers, confined as well as this machine can. */
@Injectable()
export class LibmagicLauncher {
  private readiness: Promise<ReadyLibmagic> | undefined;
  /** The one by which the tier was tried: it is as good as any. */
  private tried: LibmagicHelper | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly sandbox: Sandbox,
  ) {}

  /** Tried once, then remembered; tried again after a refusal. @throws DomainError `SERVICE_UNAVAILABLE`. */
  ready(): Promise<ReadyLibmagic> {
    this.readiness ??= this.findOut().catch((error: unknown) => {
      this.readiness = undefined;
      throw unavailable(error);
    });
    return this.readiness;
  }

  /** The caller stops it. @throws DomainError `SERVICE_UNAVAILABLE`. */
  async start(): Promise<LibmagicHelper> {
    const { tier } = await this.ready();
    const { tried } = this;
    this.tried = undefined;
    if (tried?.isAlive === true) return tried;
    try {
      return (await this.launch(tier)).helper;
    } catch (error) {
      throw unavailable(error);
    }
  }

  /** Ends the one that was tried and never taken. */
  async stop(): Promise<void> {
    await this.readiness?.catch(() => undefined);
    await this.tried?.stop();
  }

  private async findOut(): Promise<ReadyLibmagic> {
    let version = '';
    const tier = await this.sandbox.choose(async (candidate) => {
      try {
        const { helper, greeting } = await this.launch(candidate);
        version = greeting.version;
        const escapes = [greeting.canReadOutside && 'read /etc/passwd', greeting.canSpawn && 'run programs'];
        const escape = escapes.find((each) => each !== false);
        if (candidate !== 'off' && escape !== undefined) {
          await helper.stop();
          return `it lets libmagic ${escape}`;
        }
        this.tried = helper;
        return undefined;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    });
    return { tier, version };
  }

  private async launch(tier: SandboxTier): ReturnType<typeof LibmagicHelper.greet> {
    const channel = DescriptorChannel.create();
    const process = await this.sandbox
      .launch(tier, libmagicProgram(this.orders(tier), channel.far))
      .catch((error: unknown) => {
        closeSync(channel.far);
        channel.close();
        throw error;
      });
    return LibmagicHelper.greet(process, channel, START_MS);
  }

  private orders(tier: SandboxTier): HelperOrders {
    const { readStrategy, databasePath, bytesMaxKb } = this.config.magic;
    return {
      channel: CHANNEL_DESCRIPTOR,
      strategy: readStrategy,
      ...(tier !== 'off' && { seal: assembleSeal(hostProcessor()).toString('base64') }),
      ...(databasePath !== '' && { database: databasePath }),
      ...(bytesMaxKb > 0 && { bytesMax: bytesMaxKb * KB }),
    };
  }
}

function unavailable(cause: unknown): DomainError {
  const reason = cause instanceof DomainError ? cause.details : cause instanceof Error ? cause.message : String(cause);
  return new DomainError('SERVICE_UNAVAILABLE', 'libmagic is not available.', {
    details: typeof reason === 'string' ? reason : 'no reason was given',
    remediation: 'Run docker/install-system-packages.sh, or see the detail in /api/v1/health.',
    cause,
  });
}
