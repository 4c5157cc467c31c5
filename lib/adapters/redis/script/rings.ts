// The script's rings: lib/core/windows/ring.ts and convert-ring.ts, word for word, in Redis's own language.

export const RINGS = `
local floor, ceil, max, min, huge = math.floor, math.ceil, math.max, math.min, math.huge
local byte, char, rep, sub = string.byte, string.char, string.rep, string.sub
local DAY, EXACT, LATE, LARGEST_SLOT = 86400000, 10000, 1000, 4294967295
local NUMBER, HEADER, COARSE_SLOTS = 7, 91, 204
local COARSE = 6 * NUMBER + COARSE_SLOTS * 4
local isTake, cost = ARGV[1] == 'take', tonumber(ARGV[2])
local isTold = ARGV[3] ~= ''

local function packed(value, width)
  local bytes = {}
  for i = 1, width do
    bytes[i] = value % 256
    value = (value - bytes[i]) / 256
  end
  return char(unpack(bytes))
end

local function numbers(text, from, count)
  local bytes, read = { byte(text, from + 1, from + count * NUMBER) }, {}
  for i = 1, count do
    local value = 0
    for at = i * NUMBER, i * NUMBER - 6, -1 do value = value * 256 + bytes[at] end
    read[i] = value
  end
  return read
end

local function packedAll(values)
  local bytes, at = {}, 0
  for i = 1, #values do
    local value = values[i]
    for _ = 1, NUMBER do
      local low = value % 256
      at = at + 1
      bytes[at] = low
      value = (value - low) / 256
    end
  end
  return char(unpack(bytes))
end

-- Rings: see lib/core/windows/ring.ts. The newest 'fresh' slots hold 'freshMs' and are not in 'text' yet.

local function slotMs(ring, nth)
  if nth > ring.count then return -huge end
  if nth <= ring.fresh then return ring.freshMs end
  local index = ring.head - nth
  if index < 0 then index = index + ring.capacity end
  local at = ring.at + index * 4
  local a, b, c, d = byte(ring.text, at + 1, at + 4)
  return ring.base + a + b * 256 + c * 65536 + d * 16777216
end

local function slotsAfter(ring, instant)
  if ring.count == 0 or slotMs(ring, ring.count) > instant then return ring.count end
  local inside, outside = 0, ring.count
  while outside - inside > 1 do
    local middle = floor((inside + outside) / 2)
    if slotMs(ring, middle) > instant then inside = middle else outside = middle end
  end
  return inside
end

local function unitsIn(ring, slots)
  return slots == 0 and 0 or (slots - 1) * ring.quantum + ring.newest
end

local function admitsFrom(ring, limit, period)
  local beside = limit - cost - ring.newest
  local fitting = beside < 0 and 0 or floor(beside / ring.quantum) + 1
  return slotMs(ring, fitting + 1) + period
end

local function quantumOf(limit)
  local quantum = 1
  if limit > EXACT then while quantum * 2 <= limit / 100 do quantum = quantum * 2 end end
  return quantum
end

local function newRing(now, quantum)
  local capacity = quantum == 1 and 16 or COARSE_SLOTS
  return { base = now, head = 0, count = 0, most = 0, longest = 0, quantum = quantum, newest = 1, fresh = 0,
    capacity = capacity, text = rep('\\0', capacity * 4), at = 0 }
end

local function widen(ring, limit, period)
  local slots = ring.quantum == 1 and limit or COARSE_SLOTS
  ring.most = max(ring.most, slots)
  ring.longest = max(ring.longest, period)
end

-- The newest 'count' slots, oldest first, as they stand in the string.
local function lined(ring, count)
  if count == 0 then return '' end
  local first = ring.head - count
  if first >= 0 then return sub(ring.text, ring.at + first * 4 + 1, ring.at + ring.head * 4) end
  local slots = ring.at + ring.capacity * 4
  return sub(ring.text, slots + first * 4 + 1, slots) .. sub(ring.text, ring.at + 1, ring.at + ring.head * 4)
end

local function settle(ring, count, text, capacity)
  ring.count, ring.capacity = count, capacity
  ring.text, ring.at = text .. rep('\\0', capacity * 4 - #text), 0
  ring.head = count % capacity
end

local function moveBase(ring, now)
  local count = slotsAfter(ring, now - ring.longest)
  local base, slots = count == 0 and now or slotMs(ring, count), {}
  for nth = count, 1, -1 do slots[#slots + 1] = packed(slotMs(ring, nth) - base, 4) end
  settle(ring, count, table.concat(slots), ring.capacity)
  ring.base = base
end

local function makeRoom(ring, pushed, now)
  if ring.capacity >= ring.most then return false end
  local count, needed = slotsAfter(ring, now - ring.longest), ring.capacity
  while needed < count + pushed and needed < ring.most do needed = min(needed * 2, ring.most) end
  if needed == ring.capacity then
    ring.count = count
    return false
  end
  settle(ring, count, lined(ring, count), needed)
  return true
end

-- Puts the fresh slots into the ring's own text; only for rings that are about to be stored whole.
local function absorb(ring)
  if ring.fresh == 0 then return end
  local fresh, count = ring.fresh, ring.count
  ring.fresh = 0
  local text = lined(ring, count)
  settle(ring, count, sub(text, 1, (count - fresh) * 4) .. rep(packed(ring.freshMs - ring.base, 4), fresh), ring.capacity)
end

-- Returns whether the ring changed in more than its numbers and its fresh slots.
local function write(ring, units, now)
  local changed = false
  if now - ring.base > LARGEST_SLOT then
    moveBase(ring, now)
    changed = true
  end
  local idle = slotMs(ring, 1) + ring.longest <= now
  local joining = idle and 0 or min(units, ring.quantum - ring.newest)
  local pushed = ceil((units - joining) / ring.quantum)
  if ring.count + pushed > ring.capacity then changed = makeRoom(ring, pushed, now) or changed end
  ring.count = min(ring.count + pushed, ring.capacity)
  ring.head = (ring.head + pushed) % ring.capacity
  ring.fresh = min(pushed + (joining > 0 and 1 or 0), ring.capacity)
  ring.freshMs = now
  ring.newest = pushed == 0 and ring.newest + joining or units - joining - (pushed - 1) * ring.quantum
  return changed
end

-- See lib/core/windows/convert-ring.ts.

local function unitsOf(ring, nth)
  return nth == 1 and ring.newest or ring.quantum
end

local function coarsened(source, quantum, limit, period, now)
  local live = source and slotsAfter(source, now - period) or 0
  local ring = newRing(live == 0 and now or slotMs(source, live), quantum)
  widen(ring, limit, period)
  for nth = live, 1, -1 do
    write(ring, unitsOf(source, nth), slotMs(source, nth))
    absorb(ring)
  end
  return ring
end

local function refined(exact, coarse, limit, period, now)
  local live, known = slotsAfter(coarse, now - period), exact and exact.count or 0
  local latest = known == 0 and huge or slotMs(exact, known)
  local ring = newRing(min(live == 0 and now or slotMs(coarse, live), latest), 1)
  if exact then widen(ring, exact.most, exact.longest) end
  widen(ring, limit, period)
  local older = max(0, unitsIn(coarse, live) - known)
  local skipped = max(0, older - (ring.most - known))
  local carried = older - skipped
  for nth = live, 1, -1 do
    local units = unitsOf(coarse, nth)
    local passed = min(units, skipped)
    local written = min(units - passed, carried)
    skipped, carried = skipped - passed, carried - written
    if written > 0 then
      write(ring, written, min(slotMs(coarse, nth), latest))
      absorb(ring)
    end
  end
  for nth = known, 1, -1 do
    write(ring, 1, slotMs(exact, nth))
    absorb(ring)
  end
  return ring
end
`;
