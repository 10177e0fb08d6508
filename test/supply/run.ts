// `npm run supply`: what the service is made of, against what may be: digests and licences of packages, known weaknesses where the
// registry tells them, and the bill of materials that goes into the image; status 1 where something is to mend.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { isAllowed } from './licences';
import { lockedPackages } from './lock-file';

const ROOT = join(__dirname, '../..');
const SBOM = join(ROOT, '.data/sbom.cdx.json');

interface Sbom {
  readonly specVersion: string;
  readonly components: readonly { readonly name: string; readonly purl: string }[];
}

interface Advisories {
  readonly error?: unknown;
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string }>>;
}

function main(): boolean {
  const faults = [...lockFile(), ...billOfMaterials(), ...weaknesses()];
  for (const fault of faults) console.log(`to mend: ${fault}`);
  return faults.length === 0;
}

function lockFile(): readonly string[] {
  const packages = lockedPackages();
  const running = packages.filter(({ runs }) => runs);
  const undigested = packages.filter(({ integrity }) => integrity?.startsWith('sha512-') !== true);
  const unlicensed = running.filter(({ licence }) => !isAllowed(licence));
  console.log(
    `package-lock.json: ${packages.length} packages, ${packages.length - undigested.length} with a digest (SHA-512)`,
  );
  console.log(
    `licences: ${running.length} packages run with the service, ${running.length - unlicensed.length} with one that may`,
  );
  return [
    ...undigested.map(({ path }) => `${path} has no digest`),
    ...unlicensed.map(({ path, licence }) => `${path} has the licence ${licence || '(none)'}`),
  ];
}

function billOfMaterials(): readonly string[] {
  const text = execFileSync(process.execPath, ['docker/sbom.mjs'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
  const { specVersion, components } = JSON.parse(text) as Sbom;
  mkdirSync(join(ROOT, '.data'), { recursive: true });
  writeFileSync(SBOM, text);
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    dependencies: Readonly<Record<string, string>>;
  };
  const names = new Set(components.map(({ name }) => name));
  const debian = components.filter(({ purl }) => purl.startsWith('pkg:deb/'));
  console.log(
    `bill of materials: CycloneDX ${specVersion}, ${components.length} components, ${debian.length} of Debian: ${SBOM}`,
  );
  for (const { name, purl } of debian)
    if (/^(radare2|redis-server|bubblewrap|libmagic1)/.test(name)) console.log(`  ${purl}`);
  return Object.keys(dependencies)
    .filter((name) => !names.has(name))
    .map((name) => `${name} is not in the bill of materials`);
}

/** Of packages that run with the service. */
function weaknesses(): readonly string[] {
  const { stdout } = spawnSync('npm', ['audit', '--json', '--omit', 'dev'], { cwd: ROOT, encoding: 'utf8' });
  const { error, vulnerabilities } = answerOf(stdout);
  if (error !== undefined || vulnerabilities === undefined) {
    console.log('npm audit: the registry of this machine does not answer it; nothing is known of weaknesses');
    return [];
  }
  const found = Object.entries(vulnerabilities);
  console.log(`npm audit: ${found.length} packages with known weaknesses`);
  return found.map(([name, { severity }]) => `${name} has a known weakness (${severity})`);
}

function answerOf(text: string): Advisories {
  try {
    return JSON.parse(text) as Advisories;
  } catch {
    return {};
  }
}

process.exit(main() ? 0 : 1);
