-- wrk: asks for the addresses of a file in turn, with the cookie of a signed-in reader, so that no single page stays warm by itself.
-- Arguments after `--`: the file of addresses, and the value of the Cookie header.
local paths = {}
local headers = {}
local next_path = 0

-- Each thread begins elsewhere in the file.
local threads = 0
function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  for line in io.lines(args[1]) do paths[#paths + 1] = line end
  headers["Cookie"] = args[2]
  next_path = number * math.floor(#paths / 2)
end

function request()
  next_path = next_path % #paths + 1
  return wrk.format("GET", paths[next_path], headers)
end
