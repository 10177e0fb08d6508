import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { endProcess } from '#bootstrap/end-process';
import { generateDocs } from '#bootstrap/generate-docs';
import { mcp } from '#bootstrap/mcp/mcp';
import { migrate } from '#bootstrap/migrate/migrate';
import { quickstart } from '#bootstrap/quickstart/quickstart';
import { runService } from '#bootstrap/run-service';
import { StartError } from '#bootstrap/start-error';
import { readBuildInfo } from '#config/build-info';
import { ConfigError } from '#config/config.errors';
import { loadConfig } from '#config/load-config';

import 'reflect-metadata';

const ROOT = join(__dirname, '..');
/** As `npm start -- --help` shows it before there is a build. */
const USAGE = join(__dirname, 'bootstrap/usage.txt');

/** The environment is read here and nowhere else. Resolves to the exit status. */
async function main([command, ...rest]: readonly string[]): Promise<number> {
  const sources = { variables: process.env, rootDir: ROOT };
  switch (command) {
    case undefined:
      return runService(loadConfig(sources), {
        path: sources.variables['PATH'] ?? '',
        build: readBuildInfo(sources),
      });
    case 'quickstart':
      return quickstart(rest, sources);
    case 'mcp':
      return mcp(rest, sources);
    case 'migrate':
      return migrate(rest, sources);
    case 'docs':
      return generateDocs(ROOT);
    case '--help':
    case '-h':
      process.stdout.write(readFileSync(USAGE, 'utf8'));
      return 0;
    default:
      process.stderr.write(
        `There is no command ${JSON.stringify(command)}: use none (the service), quickstart, mcp, migrate or docs.\n\n`,
      );
      process.stderr.write(readFileSync(USAGE, 'utf8'));
      return 2;
  }
}

main(process.argv.slice(2)).then(endProcess, (error: unknown) => {
  process.stderr.write(`bin2nlp cannot start. ${reasonOf(error)}\n`);
  endProcess(1);
});

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const explained = error instanceof ConfigError || error instanceof StartError;
  return explained ? error.message : (error.stack ?? error.message);
}
