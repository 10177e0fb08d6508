import { existsSync } from 'node:fs';

/** Program and environment of one of radare2's programs: of those that the engine runs, or of PATH where there is no prefix. */
export function installedRadare2(name, prefix) {
  const own = `${prefix}/usr/bin/${name}`;
  return existsSync(own)
    ? { program: own, env: { ...process.env, R2_PREFIX: `${prefix}/usr` } }
    : { program: name, env: process.env };
}
