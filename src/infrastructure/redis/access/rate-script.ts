import { RedisScript } from '#infrastructure/redis/connection/redis-script';

/**
 * One request against every window of a budget, atomically and by Redis's own clock.
 *
 * KEYS[1] is the list of the times (microseconds, strictly rising) at which requests were counted, oldest first. A window of
 * length w and limit n is full exactly when the n-th newest time lies within the last w: exact, at ten bytes a request.
 * ARGV: the longest window's length in microseconds, then limit and length of each window.
 * Answers allowed (1, 0), the time that was counted, and of the decisive window its limit, what is left of it and the
 * microseconds until its oldest request leaves.
 */
export const TAKE_RATE = new RedisScript(`
local key, longest = KEYS[1], tonumber(ARGV[1])
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local function at(index) return tonumber(redis.call('LINDEX', key, index)) end
local function firstAfter(time, low, high)
  while low < high do
    local middle = math.floor((low + high) / 2)
    if at(middle) > time then high = middle else low = middle + 1 end
  end
  return low
end

local size = redis.call('LLEN', key)
if size > 0 then
  now = math.max(now, at(-1) + 1)
  if at(0) <= now - longest then
    local alive = firstAfter(now - longest, 1, size)
    redis.call('LTRIM', key, alive, -1)
    size = size - alive
  end
end

local allowed, limit, left, reset = 1, 0, math.huge, 0
for index = 2, #ARGV, 2 do
  local most, length = tonumber(ARGV[index]), tonumber(ARGV[index + 1])
  local first = firstAfter(now - length, math.max(0, size - most), size)
  local remaining = most - (size - first)
  local leaves = first < size and at(first) + length - now or length
  if remaining <= 0 then allowed = 0 end
  if remaining < left or (remaining == left and leaves > reset) then
    limit, left, reset = most, remaining, leaves
  end
end
if allowed == 1 then
  redis.call('RPUSH', key, string.format('%.0f', now))
  redis.call('PEXPIRE', key, math.ceil(longest / 1000))
  left = left - 1
end
return { allowed, string.format('%.0f', now), limit, left, reset }`);
