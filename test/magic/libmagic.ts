import { tmpdir } from 'node:os';

import type { OpenedFile } from '#application/ports/opened-file';
import { AppConfig } from '#config/app-config';
import type { MagicSettings } from '#config/settings/magic';
import type { SandboxTier } from '#domain/document/sandbox-tier';
import { MemoryFile } from '#infrastructure/filesystem/memory-file';
import { KernelMemoryFiles } from '#infrastructure/libmagic/kernel-memory-files';
import { LibmagicFileIdentifier } from '#infrastructure/libmagic/libmagic-file-identifier';
import { LibmagicLauncher } from '#infrastructure/libmagic/libmagic-launcher';
import { HostEnvironment } from '#infrastructure/sandbox/host-environment';
import { Sandbox } from '#infrastructure/sandbox/sandbox';

/** The real libmagic in its helpers; end it with `onModuleDestroy`. */
export function startLibmagic(settings: Partial<MagicSettings> = {}, tier?: SandboxTier): LibmagicFileIdentifier {
  const config = new AppConfig();
  Object.assign(config.magic, settings);
  Object.assign(config.storage, { dataDir: tmpdir() });
  if (tier !== undefined) Object.assign(config.sandbox, { tier });
  const sandbox = new Sandbox(config, new HostEnvironment(process.env['PATH'] ?? ''));
  return new LibmagicFileIdentifier(config, new LibmagicLauncher(config, sandbox));
}

/** These bytes as a file that libmagic can be handed. */
export function memoryFile(content: Uint8Array): OpenedFile {
  return new MemoryFile(new KernelMemoryFiles().create(), content);
}
