import { loadavg } from 'node:os';

import { Bin2nlpProcess } from '#test/support/bin2nlp-process';
import { filesBelow } from '#test/support/files-below';
import { RawHttp } from '#test/support/raw-http';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import type { Target } from './hostile-clients';
import { attack, sendMalformed } from './hostile-clients';
import { Judge } from './judge';
import { LivePoller } from './live-poller';
import { MALFORMED_REQUESTS } from './malformed-requests';
import { sendAhead, sendAheadAndIgnore } from './send-ahead';
import { sendMutants } from './send-mutants';
import { validRequests } from './valid-requests';

const SLOW_CLIENTS = 500;
const MUTANTS = 1200;
const REPEATED = 20;
const IDLE_MS = 5000;
const REFUSED = /^4\d\d$|^closed$/;
const DOCUMENT = '/api/v1/openapi.json';
const LIVE = '/api/v1/health/live';

/** What no client should send, against a service of its own: all of it, or so many mutated requests only. `false` where something is to mend. */
export async function hostileHttp(mutants: number | undefined, seed: number): Promise<boolean> {
  const directory = await TemporaryDirectory.create();
  const service = Bin2nlpProcess.launch({
    BIN2NLP_STORAGE__DATA_DIR: directory.path,
    BIN2NLP_SERVER__SLOW_UPLOAD_SECONDS: '5',
  });
  try {
    const target = { url: await service.url(), pid: service.pid, files: () => filesBelow(directory.path) };
    await warmUp(target.url);
    const idle = await LivePoller.idle(target.url, IDLE_MS);
    console.log(`${LIVE} while nobody does anything: worst of ${idle.polls} is ${idle.worstMs.toFixed(1)} ms\n`);
    const judge = new Judge(target, idle.worstMs);
    if (mutants === undefined) {
      await malformed(judge, target);
      await ahead(judge, target.url);
      await slowClients(judge, target);
    }
    await mutated(judge, target, mutants ?? MUTANTS, seed);
    console.log(
      `\nload of this machine: ${loadavg()
        .map((load) => load.toFixed(1))
        .join(' ')}`,
    );
    for (const fault of judge.faults) console.log(`to mend: ${fault}`);
    return judge.faults.length === 0;
  } catch (error) {
    console.log(service.printed.split('\n').slice(-5).join('\n').slice(-4000));
    throw error;
  } finally {
    await service.end();
    await directory.remove();
  }
}

/** The first of everything compiles code and makes what is kept. */
async function warmUp(url: string): Promise<void> {
  for (let time = 0; time < 3; time += 1) {
    for (const bytes of Object.values(MALFORMED_REQUESTS)) await sendMalformed(url, bytes);
    for (const path of [LIVE, DOCUMENT]) await sendAhead(url, path, 20);
  }
}

async function malformed(judge: Judge, { url }: Target): Promise<void> {
  for (const [what, bytes] of Object.entries(MALFORMED_REQUESTS)) {
    const ends = await judge.watch(what, async () => {
      const seen = new Set<string>();
      for (let time = 0; time < REPEATED; time += 1) seen.add(await sendMalformed(url, bytes));
      return [...seen].join(' ');
    });
    judge.expect(
      ends.split(' ').every((end) => REFUSED.test(end)),
      `${what} ended in ${ends}`,
    );
  }
}

async function ahead(judge: Judge, url: string): Promise<void> {
  for (const [path, count] of [
    [LIVE, 1000],
    [DOCUMENT, 1000],
    [LIVE, 10_000],
    [DOCUMENT, 10_000],
  ] as const) {
    const answers = await judge.watch(`${count} sent ahead of ${path}`, async () => {
      return `${await sendAhead(url, path, count)} answers`;
    });
    judge.expect(answers === `${count} answers`, `${answers} to ${count} requests that were sent ahead`);
  }
  await judge.watch('10,000 sent ahead, nothing read', async () => {
    await sendAheadAndIgnore(url, DOCUMENT, 10_000, 5000);
    return 'went away';
  });
}

async function slowClients(judge: Judge, target: Target): Promise<void> {
  const { slow, live, filesLeft, descriptorsLeft } = await attack(target, SLOW_CLIENTS);
  console.log(`\n${SLOW_CLIENTS} slow clients and all that is malformed: ${JSON.stringify(slow)}`);
  console.log(`${LIVE} beside them: ${live.polls} polls, ${live.failures} failed, worst ${live.worstMs.toFixed(1)} ms`);
  console.log(`temporary files left: ${filesLeft.length}, descriptors left: ${descriptorsLeft}`);
  judge.expect(live.failures === 0, `${live.failures} polls failed beside slow clients`);
  judge.expect(filesLeft.length + descriptorsLeft === 0, 'something is left of slow clients');
}

/** A death of the service shows as polls that fail, and as an error of what comes next. */
async function mutated(judge: Judge, { url }: Target, count: number, seed: number): Promise<void> {
  const valid = await validRequests(url);
  const kinds = `${count} mutants of ${valid.length} valid requests, seed ${seed}`;
  const send = async (): Promise<string> => {
    const { ends, faults } = await sendMutants(url, valid, seed, count);
    for (const fault of faults) judge.expect(false, `mutant ${fault}`);
    return JSON.stringify(ends);
  };
  await judge.watch(kinds, send);
  const { status } = await RawHttp.ask(url, `GET ${LIVE} HTTP/1.1`, 'Host: here', '', '');
  judge.expect(status === 200, `the service answered ${status} after the mutants`);
}
