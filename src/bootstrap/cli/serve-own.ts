import { randomBytes } from 'node:crypto';
import { truncateSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

import { answerOf } from '#client/answer-of';
import { getQueue } from '#client/generated/sdk.gen';
import { openClient } from '#client/open-client';
import { readBuildInfo } from '#config/build-info';
import type { ConfigSources } from '#config/load-config';
import { loadConfig } from '#config/load-config';
import { MINUTE_MS } from '#domain/shared/quantities';
import { startService } from '../start-service';
import { stopSignal } from '../stop-signal';
import { IdleWatch } from './idle-watch';
import type { OwnDirectory } from './own-directory';
import type { OwnState } from './own-state';
import { beginOf, buildOf, removeState, writeState } from './own-state';

const KEY_BYTES = 32;
const USUAL_IDLE_MINUTES = 15;
/** Settings of the user's that count for it: how it analyses. Where it listens, who is let in and where data lie are its own. */
const TAKEN_OVER = /^(?!BIN2NLP_)|^BIN2NLP_(?:ANALYSIS|SANDBOX|LOGGING)__/;

/** The process of a user's own service: until it is told to stop, or nobody has asked for long. */
export async function serveOwn(directory: OwnDirectory, program: string, sources: ConfigSources): Promise<number> {
  // With the lock: nobody else writes there now.
  truncateSync(directory.log);
  const stop = stopSignal();
  const key = randomBytes(KEY_BYTES).toString('hex');
  const service = await startService(configOf(directory, key, sources), hostOf(sources), stop);
  const state: OwnState = {
    pid: process.pid,
    began: beginOf(process.pid) ?? '',
    url: service.url,
    key,
    build: buildOf(program),
  };
  const idle = new IdleWatch(idleMs(sources), () => isQueueEmpty(state));
  service.onRequest((request, response) => {
    idle.note(response);
  });
  writeState(directory.state, state);
  try {
    while (!stop.aborted && !(await endsIdle(idle, directory, state))) {
      await delay(idle.pauseMs, undefined, { signal: stop }).catch(() => undefined);
    }
  } finally {
    removeState(directory.state);
    await service.close();
  }
  return 0;
}

/** Nobody finds it any more once it has decided to end; who found it just before that is still served. */
async function endsIdle(idle: IdleWatch, directory: OwnDirectory, state: OwnState): Promise<boolean> {
  if (!(await idle.isIdle())) return false;
  removeState(directory.state);
  await delay(idle.pauseMs);
  if (await idle.isIdle()) return true;
  writeState(directory.state, state);
  return false;
}

function configOf(directory: OwnDirectory, key: string, sources: ConfigSources): ReturnType<typeof loadConfig> {
  const taken = Object.entries(sources.variables).filter(([name]) => TAKEN_OVER.test(name));
  const variables = {
    BIN2NLP_LOGGING__LEVEL: 'warn',
    ...Object.fromEntries(taken),
    BIN2NLP_ENVIRONMENT: 'development',
    BIN2NLP_ROLE: 'all',
    BIN2NLP_SERVER__HOST: '127.0.0.1',
    BIN2NLP_SERVER__PORT: '0',
    BIN2NLP_STORAGE__DATA_DIR: directory.data,
    // Others of the machine reach the address too.
    BIN2NLP_FEATURE_API_AUTHENTICATION: 'on',
    BIN2NLP_FEATURE_RATE_LIMITING: 'off',
    BIN2NLP_FEATURE_MCP: 'on',
    BIN2NLP_AUTH__BOOTSTRAP_ADMIN_KEY: key,
  };
  return loadConfig({ ...sources, variables });
}

function hostOf(sources: ConfigSources): Parameters<typeof startService>[1] {
  return { path: sources.variables['PATH'] ?? '', build: readBuildInfo(sources) };
}

function idleMs({ variables }: ConfigSources): number {
  const minutes = Number(variables['BIN2NLP_IDLE_MINUTES'] ?? USUAL_IDLE_MINUTES);
  return (minutes > 0 ? minutes : USUAL_IDLE_MINUTES) * MINUTE_MS;
}

async function isQueueEmpty({ url, key }: OwnState): Promise<boolean> {
  const { data } = await answerOf(getQueue({ client: openClient(url, key) }));
  return data.queue_depth.waiting + data.queue_depth.active === 0;
}
