import { TemporaryRedis } from '#test/support/temporary-redis';
import { RedisConnections } from './redis-connections';

let redis: TemporaryRedis;

beforeAll(async () => {
  redis = await TemporaryRedis.start();
});

afterAll(async () => {
  await redis.stop();
});

describe('RedisConnections', () => {
  it.each(['', 'unix://'])('connects to a socket given as %spath', async (scheme) => {
    const connections = await redis.connect(redis.config({ redis: { url: `${scheme}${redis.url}` } }));
    expect(await connections.commands.ping()).toBe('PONG');
  });

  it('takes the database from the URL', async () => {
    const other = await redis.connect(redis.config({ redis: { url: `unix://${redis.url}?db=3` } }));
    await other.commands.set('colour', 'green');
    expect(await (await redis.connect()).commands.get('colour')).toBeNull();
    expect(other.forQueue()).toMatchObject({ path: redis.url, db: 3 });
  });

  it('leaves the reading of a network address to the client', () => {
    const address = 'rediss://user:secret@redis.example:6380/2';
    const connections = new RedisConnections(redis.config({ redis: { url: address } }));
    expect(connections.forQueue()).toMatchObject({ url: address, maxRetriesPerRequest: null });
    expect(connections.commands.options).toMatchObject({ host: 'redis.example', port: 6380, db: 2, username: 'user' });
    expect(connections.commands.options.tls).toBeTruthy();
  });

  it('has the cache in the same Redis unless it has an address of its own', async () => {
    const one = await redis.connect();
    expect(one.cache).toBe(one.commands);
    const two = await redis.connect(redis.config({ redis: { cacheUrl: `unix://${redis.url}?db=1` } }));
    await two.cache.set('colour', 'green');
    expect(await two.commands.get('colour')).toBeNull();
  });

  it('says what to configure when there is no address', () => {
    expect(() => new RedisConnections(redis.config({ redis: { url: '' } }))).toThrow('BIN2NLP_REDIS__URL');
  });

  it('refuses to open while Redis is not there, and connects once it is', async () => {
    const connections = new RedisConnections(redis.config({ redis: { url: `${redis.url}.absent` } }));
    await expect(connections.open()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    await connections.close();
  });

  it('sends the commands of one turn together, and answers each', async () => {
    const { commands } = await redis.connect();
    const written = jest.spyOn(commands.stream, '_writev' as never);
    const answers = await Promise.all([
      commands.set('colour', 'green'),
      commands.get('colour'),
      commands.incr('count'),
      commands.hgetall('nothing'),
    ]);
    expect(answers).toEqual(['OK', 'green', 1, {}]);
    expect(written).toHaveBeenCalledTimes(1);
    expect(await commands.get('colour')).toBe('green');
  });

  it('closes as often as it is told to', async () => {
    const connections = await redis.connect();
    await connections.close();
    await connections.close();
    await expect(connections.commands.ping()).rejects.toThrow();
  });
});
