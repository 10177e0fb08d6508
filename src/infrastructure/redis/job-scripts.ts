import { RedisScript } from './redis-script';

// Each works on the record of one job alone (KEYS[1]), so it runs on any node of a cluster.

/** ARGV: seconds until it expires (0: never), then field, value, … Answers 1, or 0 when the record was there. */
export const CREATE_JOB = new RedisScript(`
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('HSET', KEYS[1], unpack(ARGV, 2))
if tonumber(ARGV[1]) > 0 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return 1`);

/**
 * ARGV: from, required worker ('' for any), to, now, channel, seconds to keep an ended job, then field, value, … to set.
 * Answers the record afterwards, or nil when it is not as the guard wants it.
 */
export const MOVE_JOB = new RedisScript(`
local key, from, worker, to, now = KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local is = redis.call('HMGET', key, 'status', 'worker_id', 'id')
if is[1] ~= from then return false end
if worker ~= '' and is[2] ~= worker then return false end
redis.call('HSET', key, 'status', to, 'updated_at', now, unpack(ARGV, 7))
if to == 'processing' then
  redis.call('HSET', key, 'started_at', now, 'progress', '0')
  redis.call('HINCRBY', key, 'attempts', 1)
elseif to == 'pending' then
  redis.call('HDEL', key, 'worker_id', 'started_at', 'stage')
  redis.call('HSET', key, 'progress', '0')
else
  redis.call('HSET', key, 'completed_at', now)
  if to == 'completed' then redis.call('HSET', key, 'progress', '100') end
  redis.call('EXPIRE', key, ARGV[6])
end
local progress = tonumber(redis.call('HGET', key, 'progress'))
redis.call('PUBLISH', ARGV[5], cjson.encode({ jobId = is[3], status = to, progress = progress }))
return redis.call('HGETALL', key)`);

/** ARGV: worker, now, channel, stage, percent. Progress never falls. */
export const RECORD_PROGRESS = new RedisScript(`
local key = KEYS[1]
local is = redis.call('HMGET', key, 'status', 'worker_id', 'id', 'progress')
if is[1] ~= 'processing' or is[2] ~= ARGV[1] then return 0 end
local progress = math.max(tonumber(is[4]), tonumber(ARGV[5]))
redis.call('HSET', key, 'updated_at', ARGV[2], 'stage', ARGV[4], 'progress', progress)
redis.call('PUBLISH', ARGV[3], cjson.encode({ jobId = is[3], status = 'processing', progress = progress }))
return 1`);
