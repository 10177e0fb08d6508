-- For wrk: the files that a list names, one after the other as posts of the File Magic API.
local requests, at = {}, 0

function init(args)
  for path in io.lines(args[1]) do
    local file = assert(io.open(path, 'rb'))
    requests[#requests + 1] = wrk.format('POST', '/v1/magic/content?filename=a', {}, file:read('*a'))
    file:close()
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

-- Times in microseconds.
function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format('\n{"requests":%d,"failed":%d,"duration":%d,"p50":%d,"p99":%d}\n',
    summary.requests, failed, summary.duration, latency:percentile(50), latency:percentile(99)))
end
