// Writes what an installation is made of as CycloneDX to stdout: the packages of node_modules that run (by npm), Node.js itself, and
// what comes from Debian: the packages of radare2's prefix, and those of the system that the service uses.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const STAMP = join(process.env.BIN2NLP_PREFIX ?? '/opt/bin2nlp', 'installed');
/** Of the prefix itself. */
const NOTES = ['layout', 'prefix', 'origin'];
const SYSTEM = ['redis-server', 'bubblewrap', 'libmagic1', 'libmagic1t64', 'ca-certificates', 'tini'];

const npm = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
const sbom = JSON.parse(execFileSync('npm', npm, { encoding: 'utf8', maxBuffer: 64 << 20 }));
// npm takes the name of the directory.
sbom.metadata.component.name = JSON.parse(readFileSync('package.json', 'utf8')).name;
const running = runningPackages();
sbom.components = sbom.components.filter(({ name, version }) => running.has(`${name}@${version}`));
sbom.components.push(node(), ...prefixPackages(), ...systemPackages());
const references = new Set([sbom.metadata.component, ...sbom.components].map((each) => each['bom-ref']));
sbom.dependencies = sbom.dependencies
  .filter(({ ref }) => references.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => references.has(each)) }));
process.stdout.write(`${JSON.stringify(sbom, null, 2)}\n`);

/** Told by npm's record of what is installed: `npm sbom --omit dev` (11.19) leaves out what packages for development need as well. */
function runningPackages() {
  const { packages } = JSON.parse(readFileSync('node_modules/.package-lock.json', 'utf8'));
  return new Set(
    Object.entries(packages)
      .filter(([, { dev = false, devOptional = false }]) => !dev && !devOptional)
      .map(([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`),
  );
}

function node() {
  const version = process.versions.node;
  return component('node', version, `pkg:generic/node@${version}`);
}

/** With the libc that they run with, of Debian unstable; none where radare2 is the system's own. */
function prefixPackages() {
  if (!existsSync(STAMP)) return [];
  const lines = readFileSync(STAMP, 'utf8').trim().split('\n');
  const packages = lines.map((line) => line.split(' ')).filter(([name]) => !NOTES.includes(name));
  return packages.map(([name, version]) => debian(name, version, 'sid'));
}

function systemPackages() {
  const format = '${Package} ${Version} ${Status}\n';
  const { VERSION_CODENAME: release } = Object.fromEntries(
    readFileSync('/etc/os-release', 'utf8')
      .split('\n')
      .map((line) => line.split('=')),
  );
  return SYSTEM.flatMap((name) => {
    try {
      const options = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
      const [, version, ...status] = execFileSync('dpkg-query', ['-W', '-f', format, name], options).trim().split(' ');
      return status.at(-1) === 'installed' ? [debian(name, version, release)] : [];
    } catch {
      return []; // not on this system
    }
  });
}

function debian(name, version, release) {
  return component(name, version, `pkg:deb/debian/${name}@${encodeURIComponent(version)}?distro=${release}`);
}

function component(name, version, purl) {
  return { type: 'application', 'bom-ref': purl, name, version, purl };
}
