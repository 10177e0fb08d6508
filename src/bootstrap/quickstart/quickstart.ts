import { statSync } from 'node:fs';
import { resolve } from 'node:path';

import type { RunningService } from '#bootstrap/start-service';
import { startService } from '#bootstrap/start-service';
import { stopSignal } from '#bootstrap/stop-signal';
import { answerOf } from '#client/answer-of';
import { getHealth } from '#client/generated/sdk.gen';
import { openClient } from '#client/open-client';
import { Refusal } from '#client/refusal';
import { readBuildInfo } from '#config/build-info';
import type { ConfigSources } from '#config/load-config';
import { loadConfig } from '#config/load-config';
import { Analyst } from '#presentation/cli/submission/analyst';
import { Output } from '#presentation/cli/terminal/output';
import { showProgress } from '#presentation/cli/terminal/progress-bar';
import { fileView } from '#presentation/cli/views/file-view';
import type { QuickstartArguments } from './arguments';
import { parseQuickstartArguments, USAGE } from './arguments';

/** What a new user runs first: the whole way of real binaries through the real service. Resolves to the exit status. */
export async function quickstart(args: readonly string[], sources: ConfigSources): Promise<number> {
  let request: QuickstartArguments;
  try {
    request = parseQuickstartArguments(args);
    request.files.forEach(assertReadableFile);
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n\n${USAGE}`);
    return 2;
  }
  if (request.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const stop = stopSignal();
  const service = await serviceFor(sources, stop);
  try {
    const refused = await analyseAll(service, request, outputOf(sources), stop);
    if (request.once || stop.aborted) return refused ? 1 : 0;
    process.stdout.write(addresses(service));
    await untilAborted(stop);
    return 0;
  } finally {
    await service.close();
  }
}

interface QuickstartService extends Pick<RunningService, 'url' | 'close'> {
  readonly running: boolean;
  /** The configured admin key, for where keys are asked for. */
  readonly key: string;
}

/** The one that runs already on the configured port, or one of our own. */
async function serviceFor(sources: ConfigSources, stop: AbortSignal): Promise<QuickstartService> {
  const variables = { BIN2NLP_LOGGING__LEVEL: 'warn', BIN2NLP_ROLE: 'all', ...sources.variables };
  const config = loadConfig({ ...sources, variables });
  const url = `http://${config.server.host}:${config.server.port}`;
  if (config.server.port !== 0 && (await isBin2nlp(url))) {
    process.stdout.write(`bin2nlp runs already on ${url}: using it.\n\n`);
    return { url, running: true, key: config.auth.bootstrapAdminKey, close: () => Promise.resolve() };
  }
  process.stdout.write('Starting bin2nlp (api, worker and a private Redis in one process) ...\n');
  const host = { path: sources.variables['PATH'] ?? '', build: readBuildInfo(sources) };
  const service = await startService(config, host, stop);
  const open = config.features.apiAuthentication
    ? 'It asks for API keys'
    : `Authentication is off: it listens on ${config.server.host} only`;
  if (!stop.aborted) process.stdout.write(`bin2nlp is up on ${service.url}. ${open}.\n\n`);
  const key = config.auth.bootstrapAdminKey;
  return { url: service.url, running: false, key, close: () => service.close() };
}

/** Resolves to whether any file was refused. */
async function analyseAll(
  { url, key }: QuickstartService,
  request: QuickstartArguments,
  output: Output,
  stop: AbortSignal,
): Promise<boolean> {
  const analyst = new Analyst(openClient(url, key), { analysis_depth: request.depth, timeout_seconds: 1200 }, stop);
  const hasStopped = (): boolean => stop.aborted;
  let refused = false;
  for (const file of request.files) {
    if (hasStopped()) break;
    try {
      const analysed = await analyst.analyse(resolve(file), ({ progress, stage }) => {
        showProgress(output, progress / 100, `${file}: ${stage ?? 'waiting'}`);
      });
      output.progress('');
      output.lines([...fileView(analysed, output.width), []]);
    } catch (error) {
      output.progress('');
      if (hasStopped()) break;
      if (!(error instanceof Refusal)) throw error;
      refused = true;
      output.lines([[file], [`  refused: ${error.code}: ${error.message}`], [`  ${error.remediation ?? ''}`], []]);
    }
  }
  return refused;
}

function outputOf({ variables }: ConfigSources): Output {
  return new Output({ out: process.stdout, err: process.stderr, noColour: (variables['NO_COLOR'] ?? '') !== '' });
}

/** Whether a bin2nlp answers there. */
async function isBin2nlp(url: string): Promise<boolean> {
  try {
    const { data } = await answerOf(getHealth({ client: openClient(url), signal: AbortSignal.timeout(2000) }));
    return (data.service as string) === 'bin2nlp';
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

function addresses({ url, running }: QuickstartService): string {
  const lines = [
    `Swagger UI   ${url}/api/v1/docs`,
    `API          ${url}/api/v1`,
    `For example  curl -F file=@/bin/ls ${url}/api/v1/analyze`,
    running ? 'Ctrl-C leaves; the service goes on.' : 'Ctrl-C stops it.',
  ];
  return `${lines.join('\n')}\n`;
}

function assertReadableFile(path: string): void {
  const file = statSync(path, { throwIfNoEntry: false });
  if (file === undefined) throw new Error(`There is no file ${path}.`);
  if (!file.isFile()) throw new Error(`${path} is not a file.`);
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((done) => {
    signal.addEventListener('abort', () => {
      done();
    });
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
