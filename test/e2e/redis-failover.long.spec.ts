import { REPLICATED, surviveFall } from '#test/support/failover';
import { RedisServers } from '#test/support/redis-servers';

/** All kinds, again and again: `npm run failover`. */
describe.each([
  ['sentinel', 'SIGSTOP'],
  ['cluster', 'SIGKILL'],
] as const)('a master (%s) that falls while jobs run (%s)', (kind, signal) => {
  it('has its place taken, and none of the jobs is lost', async () => {
    const servers = await RedisServers.create();
    try {
      const replicated = await REPLICATED[kind](servers);
      expect(await surviveFall(replicated, servers.directory.path, signal)).toBeDefined();
    } finally {
      await servers.end();
    }
  });
});
