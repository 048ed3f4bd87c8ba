-- Redirects of old article addresses, written by wxbackup.
-- lighttpd runs this script for every request, see README.md.

-- This file's folder; some versions of lighttpd put "@" before its name.
local folder = debug.getinfo(1, "S").source:gsub("^@", ""):gsub("[^/]*$", "")

-- read gives the answers of a file: host, path and query, each ended by a
-- tab, lead to an address, "gone" or "held".
local function read(file)
  local answers = {}
  for line in io.lines(file) do
    local name, answer = line:match("^(.*\t)([^\t]*)$")
    if name then
      answers[name] = answer
    end
  end
  return answers
end

-- table_of gives the answers of a file, which it reads again when it changed.
local function table_of(file)
  local stat = lighty.stat(file)
  if not stat then
    return {}
  end
  local kept, state = package.loaded[file], stat.st_mtime .. " " .. stat.st_size
  if not kept or kept.state ~= state then
    kept = { state = state, answers = read(file) }
    package.loaded[file] = kept
  end
  return kept.answers
end

-- unescape undoes percent-encoding, or leaves a text that is not encoded.
local function unescape(text)
  if text:gsub("%%%x%x", ""):find("%", 1, true) then
    return text
  end
  return (text:gsub("%%(%x%x)", function(hex) return string.char(tonumber(hex, 16)) end))
end

-- parameters reads a query as pages escape it; the first of a name counts.
local function parameters(query)
  query = query:gsub("\\x26", "&")
  local found
  repeat
    query, found = query:gsub("&amp;", "&")
  until found == 0
  local values = {}
  for pair in (query .. "&"):gmatch("([^&]*)&") do
    local name, value = pair:match("^([^=]*)=?(.*)$")
    values[name] = values[name] or unescape(value)
  end
  return values
end

-- given is the first text that is not empty.
local function given(first, second)
  if first and first ~= "" then
    return first
  end
  return second or ""
end

-- number is a number without zeros in front; nil for what is none.
local function number(text)
  return text:match("^0*([1-9]%d*)$")
end

-- long gives the names of a long address and of its account in the table; nil
-- for one that names no article for good.
local function long(query)
  local p = parameters(query)
  if given(p.tempkey) ~= "" or p.preview == "1" then
    return nil
  end
  local biz = given(p.__biz):gsub("%%3[Dd]", ""):gsub("=", "")
  local mid = number(given(p.mid, p.appmsgid))
  local idx = number(given(given(p.idx, p.itemidx), "1"))
  if not biz:find("^[%w+/_-]+$") or not mid or #mid > 19 or not idx or #idx > 5 or tonumber(idx) > 65535 then
    return nil
  end
  local account = "s?__biz=" .. biz
  return account .. "&mid=" .. mid .. "&idx=" .. idx, account
end

local marks = { "^utm_[a-z]+=", "^isappinstalled=", "^nsukey=", "^fbclid=", "^gclid=", "^bd_vid=" }
local shared = { ["from=singlemessage"] = true, ["from=timeline"] = true, ["from=groupmessage"] = true }

local function is_mark(pair)
  for _, mark in ipairs(marks) do
    if pair:find(mark) then
      return true
    end
  end
  return shared[pair]
end

-- cut_shared is a query up to the first mark of sharing.
local function cut_shared(query)
  local kept = {}
  for pair in (query .. "&"):gmatch("([^&]*)&") do
    if is_mark(pair) then
      break
    end
    kept[#kept + 1] = pair
  end
  return table.concat(kept, "&")
end

local pages = { ["/s"] = true, ["/mp/appmsg/show"] = true, ["/mp/rumor"] = true, ["/mp/show_refutation"] = true }

-- answer looks up a request; nil when the table says nothing.
local function answer(answers, host, path, query)
  local function of(host, path, query)
    return answers[host .. "\t" .. path .. "\t" .. query .. "\t"]
  end
  local cut = cut_shared(query)
  local listed = cut ~= "" and (of(host, path, cut) or of("", path, cut)) or of(host, path, "")
  if listed or not pages[path] then
    return listed or of("", path, "")
  end
  local name, account = long(query)
  return name and (of("", name, "") or of("", account, ""))
end

local host = (lighty.env["uri.authority"] or ""):lower():gsub(":%d*$", ""):gsub("%.$", "")
local path = lighty.env["uri.path"]:gsub("(.)/+$", "%1")
local query = (lighty.env["request.orig-uri"] or ""):match("%?([^#]*)") or ""
local to = answer(table_of(folder .. "wxbackup-map.txt"), host, path, query)

if to == "gone" then
  return 410
end
if to and to ~= "held" then
  lighty.header["Location"] = to
  return 301
end
