import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The newest of each line that the registry has as a package; pinned, so that two runs measure the same. */
const VERSIONS = { 20: '20.20.2', 22: '22.23.5', 24: '24.22.3' };

/**
 * Installs each into a folder of its own, without running anything of theirs.
 * @returns {Record<string, string>} by major version, the program
 */
export function installNodes(directory) {
  const name = `node-linux-${process.arch}`;
  return Object.fromEntries(
    Object.entries(VERSIONS).map(([major, version]) => {
      const folder = join(directory, major);
      mkdirSync(folder);
      writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true }));
      const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save', '--loglevel', 'error'];
      execFileSync('npm', ['install', ...options, `${name}@${version}`], { cwd: folder, stdio: 'inherit' });
      return [major, join(folder, 'node_modules', name, 'bin/node')];
    }),
  );
}
