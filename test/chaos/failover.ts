// `npm run failover`: masters that Sentinels watch, or of a cluster, are killed or made to hang while jobs run; status 1 where one
// that was accepted is lost, fails or is there twice, or where no submission was accepted again within 15 s.
import { parseArgs } from 'node:util';

import { REPLICATED, surviveFall } from '#test/support/failover';
import { RedisServers } from '#test/support/redis-servers';

const LONGEST_SECONDS = 15;
const SIGNALS = ['SIGKILL', 'SIGSTOP'] as const;
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '1' } } });

async function main(): Promise<boolean> {
  console.log('kind      signal   s to accepted  s to completed');
  let isUnharmed = true;
  for (let round = 0; round < Number(values.rounds); round += 1)
    for (const kind of ['sentinel', 'cluster'] as const)
      for (const signal of SIGNALS) isUnharmed = (await holds(kind, signal)) && isUnharmed;
  return isUnharmed;
}

async function holds(kind: keyof typeof REPLICATED, signal: (typeof SIGNALS)[number]): Promise<boolean> {
  const servers = await RedisServers.create();
  const name = `${kind.padEnd(8)}  ${signal}`;
  try {
    const replicated = await REPLICATED[kind](servers);
    const { toAccepted, toCompleted } = await surviveFall(replicated, servers.directory.path, signal);
    console.log(`${name}  ${toAccepted.toFixed(1).padStart(13)}  ${toCompleted.toFixed(1).padStart(14)}`);
    return toAccepted <= LONGEST_SECONDS;
  } catch (error) {
    console.log(`${name}  ${String(error)}`);
    return false;
  } finally {
    await servers.end();
  }
}

main().then(
  (isUnharmed) => process.exit(isUnharmed ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
