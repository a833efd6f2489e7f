-- wrk script: asks for each file of a folder once, in random order, then prints the rate and stops.
-- Arguments after "--": the folder's URL path, the number of files, the number of connections, a seed.
local ffi = require("ffi")
ffi.cdef [[
  typedef struct { long seconds; long nanoseconds; } bench_time;
  int clock_gettime(int clock, bench_time *time);
]]
local monotonic = 1

local function now()
  local time = ffi.new("bench_time")
  ffi.C.clock_gettime(monotonic, time)
  return tonumber(time.seconds) + tonumber(time.nanoseconds) / 1e9
end

local requests = {}
local position = 0
local connections
local startedAt

function init(arguments)
  local folder, count = arguments[1], tonumber(arguments[2])
  connections = tonumber(arguments[3])
  math.randomseed(tonumber(arguments[4]))
  for i = 1, count do
    requests[i] = wrk.format("GET", string.format("%s%05d.bin", folder, i))
  end
  for i = count, 2, -1 do
    local j = math.random(i)
    requests[i], requests[j] = requests[j], requests[i]
  end
end

-- The first call only shows wrk what a request looks like; it is not sent.
function request()
  if position == 1 and not startedAt then
    startedAt = now()
  end
  position = position + 1
  if position > #requests then
    -- A connection asks when it has its answer: all but the last few answers are in.
    if position == #requests + 1 then
      local answered = position - 1 - connections
      io.write(string.format("rate %.1f\n", answered / (now() - startedAt)))
      io.flush()
      wrk.thread:stop()
    end
    return requests[#requests]
  end
  return requests[position]
end
