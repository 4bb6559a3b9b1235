-- wrk: asks for the addresses of a file in turn, with the cookie of a signed-in reader, so that no single page stays warm by itself.
-- A line is an address, or an address and a form to send there: `/search q=Holm&part=1`.
-- Arguments after `--`: the file of addresses, and the value of the Cookie header.
local asked = {}
local headers = {}
local next_path = 0

-- Each thread begins elsewhere in the file.
local threads = 0
function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  headers["Cookie"] = args[2]
  local sent = { ["Cookie"] = args[2], ["Content-Type"] = "application/x-www-form-urlencoded" }
  for line in io.lines(args[1]) do
    local path, form = line:match("^(%S+) (.+)$")
    if form then
      asked[#asked + 1] = wrk.format("POST", path, sent, form)
    else
      asked[#asked + 1] = wrk.format("GET", line, headers)
    end
  end
  next_path = number * math.floor(#asked / 2)
end

function request()
  next_path = next_path % #asked + 1
  return asked[next_path]
end
