import { RedisScript } from '#infrastructure/redis/connection/redis-script';

// Each works on the record of one job (KEYS[1]) and its events (KEYS[2]), which share a slot, so it runs on any node of a
// cluster.

/** Events that are kept for replay. */
export const KEPT_EVENTS = 500;

/** Numbers an event, keeps it and tells it. `channel` and `now` are set before. */
const TELL = `
local function tell(kind)
  local is = redis.call('HMGET', KEYS[1], 'id', 'status', 'progress', 'stage', 'error')
  local number = redis.call('HINCRBY', KEYS[1], 'events', 1)
  local event = cjson.encode({ id = number, jobId = is[1], kind = kind, status = is[2], progress = tonumber(is[3]),
    stage = is[4] or nil, error = is[5] or nil, at = tonumber(now) })
  redis.call('XADD', KEYS[2], 'MAXLEN', ${KEPT_EVENTS}, number .. '-0', 'event', event)
  redis.call('PUBLISH', channel, event)
end`;

/**
 * ARGV: now, channel, kind of the first event, seconds until the record expires (0: never), seconds until its events do,
 * then field, value, … Answers 1, or 0 when the record was there.
 */
export const CREATE_JOB = new RedisScript(`
local now, channel = ARGV[1], ARGV[2]
${TELL}
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('HSET', KEYS[1], unpack(ARGV, 6))
tell(ARGV[3])
if tonumber(ARGV[4]) > 0 then
  redis.call('EXPIRE', KEYS[1], ARGV[4])
  redis.call('EXPIRE', KEYS[2], ARGV[5])
end
return 1`);

/**
 * ARGV: from, required worker ('' for any), to, now, channel, seconds to keep an ended job, and its events, workers that
 * were lost by it, then field, value, … to set. Answers the record afterwards, or nil when it is not as the guard wants it.
 */
export const MOVE_JOB = new RedisScript(`
local key, from, worker, to, now, channel = KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
${TELL}
local is = redis.call('HMGET', key, 'status', 'worker_id')
if is[1] ~= from then return false end
if worker ~= '' and is[2] ~= worker then return false end
redis.call('HSET', key, 'status', to, 'updated_at', now, unpack(ARGV, 9))
if to == 'processing' then
  redis.call('HSET', key, 'started_at', now, 'progress', '0')
  redis.call('HINCRBY', key, 'attempts', 1)
  tell('status')
elseif to == 'pending' then
  redis.call('HDEL', key, 'worker_id', 'carried_by', 'started_at', 'stage')
  redis.call('HSET', key, 'progress', '0')
  if tonumber(ARGV[8]) > 0 then redis.call('HINCRBY', key, 'lost_workers', ARGV[8]) end
  tell('status')
else
  redis.call('HSET', key, 'completed_at', now)
  redis.call('HDEL', key, 'stage')
  if to == 'completed' then redis.call('HSET', key, 'progress', '100') end
  tell(to)
  redis.call('EXPIRE', key, ARGV[6])
  redis.call('EXPIRE', KEYS[2], ARGV[7])
end
return redis.call('HGETALL', key)`);

/** ARGV: worker, now, channel, stage, percent. Progress never falls. */
export const RECORD_PROGRESS = new RedisScript(`
local key, now, channel, stage = KEYS[1], ARGV[2], ARGV[3], ARGV[4]
${TELL}
local is = redis.call('HMGET', key, 'status', 'worker_id', 'progress', 'stage')
if is[1] ~= 'processing' or is[2] ~= ARGV[1] then return 0 end
local before = tonumber(is[3])
local progress = math.max(before, tonumber(ARGV[5]))
redis.call('HSET', key, 'updated_at', now, 'stage', stage, 'progress', progress)
if is[4] ~= stage then tell('stage') end
if progress ~= before then tell('progress') end
return 1`);
