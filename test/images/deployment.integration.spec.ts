import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const ROOT = join(__dirname, '../..');
const COMPOSE = parse(readFileSync(join(ROOT, 'docker/compose.production.yaml'), 'utf8'), { merge: true }) as {
  readonly services: Readonly<
    Record<
      string,
      {
        readonly image: string;
        readonly extra_hosts?: readonly string[];
        readonly networks: Readonly<Record<string, { readonly ipv4_address?: string } | null>>;
      }
    >
  >;
};

/** What docker/deploy.sh does is shown by test/e2e/deployment.long.spec.ts; here what it takes for granted of containers. */
describe('docker/deploy-compose.sh', () => {
  it.each(['blue', 'green'])('sends requests to the api of colour %s, under names that nginx knows', (colour) => {
    const told = execFileSync(join(ROOT, 'docker/deploy-compose.sh'), ['upstream', colour], { encoding: 'utf8' });
    const names = [...told.matchAll(/^server ([\w-]+):8000 max_fails=0;$/gm)].map(([, name = '']) => name);
    expect(names).toEqual([`api-${colour}-1`, `api-${colour}-2`]);
    for (const name of names) {
      const { networks, image } = COMPOSE.services[name] ?? { networks: {}, image: '' };
      expect(COMPOSE.services['nginx']?.extra_hosts).toContain(`${name}:${networks['front']?.ipv4_address}`);
      expect(image).toContain(`\${${colour.toUpperCase()}_VERSION:-`);
    }
  });
});

describe('the scripts', () => {
  it('have no fault that shellcheck finds', () => {
    const below = (folder: string): readonly string[] =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.sh'))
        .map((name) => join(folder, name));
    const scripts = ['.ci/run', ...below('docker'), ...below('test')];
    expect(scripts).toContain('docker/deploy.sh');
    execFileSync('shellcheck', scripts, { cwd: ROOT, encoding: 'utf8' });
  });
});
