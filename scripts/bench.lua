-- wrk: asks for the addresses of a file in turn, so that no single page stays warm by itself.
local paths = {}

function init(args)
  for line in io.lines(args[1]) do paths[#paths + 1] = line end
end

local next_path = 0

function request()
  next_path = next_path % #paths + 1
  return wrk.format("GET", paths[next_path])
end
