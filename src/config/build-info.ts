import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ConfigSources } from './load-config';

/** What was built, from which sources; empty where the build did not say. */
export interface BuildInfo {
  readonly version: string;
  readonly gitCommit: string;
  readonly gitBranch: string;
  readonly buildTimestamp: string;
  readonly buildNumber: string;
  readonly dockerImage: string;
}

/** Of a build that said nothing. */
export const UNKNOWN_BUILD: BuildInfo = {
  version: '',
  gitCommit: '',
  gitBranch: '',
  buildTimestamp: '',
  buildNumber: '',
  dockerImage: '',
};

/** Each fact's variable, and its name in `build_info.json`. */
const FACTS = {
  version: ['BIN2NLP_VERSION', 'version'],
  gitCommit: ['GIT_COMMIT', 'git_commit'],
  gitBranch: ['GIT_BRANCH', 'git_branch'],
  buildTimestamp: ['BUILD_TIMESTAMP', 'build_timestamp'],
  buildNumber: ['BUILD_NUMBER', 'build_number'],
  dockerImage: ['DOCKER_IMAGE', 'docker_image'],
} as const satisfies Record<keyof BuildInfo, readonly [string, string]>;

/**
 * From the environment, else from the `build_info.json` that an image may hold; commit and branch, where neither names a commit,
 * from the checkout that it runs from. What cannot be read says nothing.
 */
export function readBuildInfo({ variables, rootDir }: ConfigSources): BuildInfo {
  const file = readFacts(join(rootDir, 'build_info.json'));
  const entries = Object.entries(FACTS).map(([fact, [variable, name]]) => {
    const written = file[name];
    const given = variables[variable] ?? '';
    return [fact, given === '' && typeof written === 'string' ? written : given];
  });
  const told = Object.fromEntries(entries) as BuildInfo;
  return told.gitCommit === '' ? { ...told, ...readCheckout(rootDir, variables['PATH'] ?? '') } : told;
}

function readFacts(path: string): Readonly<Record<string, unknown>> {
  if (!existsSync(path)) return {};
  try {
    const facts: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof facts === 'object' && facts !== null ? { ...facts } : {};
  } catch {
    return {};
  }
}

const GIT_DEADLINE_MS = 2000;

function readCheckout(rootDir: string, path: string): Pick<BuildInfo, 'gitCommit' | 'gitBranch'> | undefined {
  if (path === '' || !existsSync(join(rootDir, '.git'))) return undefined;
  const git = (...args: readonly string[]): string => {
    const { status, stdout } = spawnSync('git', ['-C', rootDir, ...args], {
      env: { PATH: path },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: GIT_DEADLINE_MS,
    });
    return status === 0 ? stdout.trim() : '';
  };
  return { gitCommit: git('rev-parse', 'HEAD'), gitBranch: git('symbolic-ref', '--short', '--quiet', 'HEAD') };
}
