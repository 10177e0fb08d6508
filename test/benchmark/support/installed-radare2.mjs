import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Program and environment of one of radare2's programs: of those that the engine runs, or of PATH where there is no prefix. */
export function installedRadare2(name, prefix) {
  const own = `${prefix}/usr/bin/${name}`;
  return existsSync(own)
    ? { program: own, env: { ...process.env, R2_PREFIX: `${prefix}/usr` } }
    : { program: name, env: process.env };
}

/** As in 6.1.8. */
export function radare2Version() {
  require('reflect-metadata');
  const { AppConfig } = require('../../../dist/config/app-config.js');
  const { program, env } = installedRadare2('radare2', new AppConfig().analysis.radare2Prefix);
  return execFileSync(program, ['-qv'], { env, encoding: 'utf8' }).trim();
}
