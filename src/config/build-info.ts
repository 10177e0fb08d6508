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

/** From the environment, else from the `build_info.json` that an image may hold; a file that cannot be read says nothing. */
export function readBuildInfo({ variables, rootDir }: ConfigSources): BuildInfo {
  const file = readFacts(join(rootDir, 'build_info.json'));
  const entries = Object.entries(FACTS).map(([fact, [variable, name]]) => {
    const written = file[name];
    const given = variables[variable] ?? '';
    return [fact, given === '' && typeof written === 'string' ? written : given];
  });
  return Object.fromEntries(entries) as BuildInfo;
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
