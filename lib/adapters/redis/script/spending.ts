// How the script writes what was admitted, and answers.

export const SPENDING = `
local function prepare(claim)
  local subject, limit, period = claim.subject, claim.limit, claim.period
  local coarse, now = subject.coarse[period], subject.last
  subject.isSliding = true
  if limit <= EXACT then
    if coarse then
      subject.ring, subject.coarse[period], subject.isWhole = refined(subject.ring, coarse, limit, period, now), nil, true
    end
    if not subject.ring then subject.ring, subject.isWhole = newRing(now, 1), true end
    widen(subject.ring, limit, period)
    subject.hasExact = true
    return
  end
  local quantum = quantumOf(limit)
  if not coarse or coarse.quantum ~= quantum then
    subject.coarse[period], subject.isWhole = coarsened(coarse or subject.ring, quantum, limit, period, now), true
  end
  widen(subject.coarse[period], limit, period)
  subject.named = subject.named or {}
  subject.named[period] = true
end

local function spendBudget(claim)
  local subject, kind = claim.subject, claim.kind
  subject.budgeted = subject.budgeted or {}
  if subject.budgeted[kind] then return end
  subject.budgeted[kind] = true
  subject.used[kind] = usedOf(claim) + cost
  if kind ~= 'total' then
    local _, ends = periodOf(kind, subject.last)
    subject.ends[kind] = ends
  end
end

local function spend()
  for _, claim in ipairs(claims) do
    if claim.kind == 'sliding' then prepare(claim) else spendBudget(claim) end
  end
  for _, subject in ipairs(subjects) do
    local named = subject.named or {}
    for period, ring in pairs(subject.coarse) do
      if named[period] then subject.isWhole = write(ring, cost, subject.last) or subject.isWhole
      elseif subject.isSliding then subject.coarse[period], subject.isWhole = nil, true end
    end
    if subject.hasExact then subject.isWhole = write(subject.ring, cost, subject.last) or subject.isWhole
    elseif subject.isSliding and subject.ring then subject.ring, subject.isWhole = nil, true end
  end
end

local function headOf(subject, coarseCount)
  local ring = subject.ring or { base = 0, head = 0, count = 0, most = 0, longest = 0 }
  return packedAll({ subject.last, subject.offset, subject.used.day, subject.ends.day, subject.used.month, subject.ends.month,
    subject.used.total, coarseCount, ring.base, ring.head, ring.count, ring.most, ring.longest })
end

local function coarseHead(period, ring)
  return packedAll({ period, ring.base, ring.head, ring.count, ring.quantum, ring.newest })
end

local function storeWhole(subject)
  local parts, count = { '' }, 0
  for period, ring in pairs(subject.coarse) do
    absorb(ring)
    count = count + 1
    parts[#parts + 1] = coarseHead(period, ring)
    parts[#parts + 1] = sub(ring.text, ring.at + 1, ring.at + ring.capacity * 4)
  end
  local ring = subject.ring
  if ring then
    absorb(ring)
    parts[#parts + 1] = sub(ring.text, ring.at + 1, ring.at + ring.capacity * 4)
  end
  parts[1] = headOf(subject, count)
  redis.call('SET', subject.key, table.concat(parts))
end

local function storeFresh(subject, ring)
  if ring.fresh == 0 then return end
  local first, slot = ring.head - ring.fresh, packed(ring.freshMs - ring.base, 4)
  if first < 0 then
    redis.call('SETRANGE', subject.key, ring.at + (ring.capacity + first) * 4, rep(slot, -first))
    first = 0
  end
  if ring.head > first then redis.call('SETRANGE', subject.key, ring.at + first * 4, rep(slot, ring.head - first)) end
end

local function expire(subject)
  if subject.used.total > 0 then
    redis.call('PERSIST', subject.key)
    return
  end
  local after = max(subject.ends.day - subject.last, subject.ends.month - subject.last, 1)
  if subject.ring then after = max(after, subject.ring.longest) end
  for period in pairs(subject.coarse) do after = max(after, period) end
  -- A clock that is told may stand still while the server's own runs on.
  if isTold then after = max(after, 600000) end
  redis.call('PEXPIRE', subject.key, after)
end

local function store(subject)
  if subject.isWhole or not subject.isStored then
    storeWhole(subject)
  else
    local count = 0
    for period, ring in pairs(subject.coarse) do
      count = count + 1
      storeFresh(subject, ring)
      redis.call('SETRANGE', subject.key, ring.wasAt, coarseHead(period, ring))
    end
    if subject.ring then storeFresh(subject, subject.ring) end
    redis.call('SETRANGE', subject.key, 0, headOf(subject, count))
  end
  expire(subject)
end

-- A refusal stores nothing but time, so that a clock that is set back later is noticed.
local function storeTime(subject)
  if not subject.isStored then return end
  if subject.offset ~= subject.storedOffset or subject.last - subject.storedLast >= LATE then
    redis.call('SETRANGE', subject.key, 0, packedAll({ subject.last, subject.offset }))
  end
end

local failing, retry = judge()
if isTake and failing < 0 then
  spend()
  for _, subject in ipairs(subjects) do store(subject) end
elseif isTake then
  for _, subject in ipairs(subjects) do storeTime(subject) end
end

local answer = { failing < 0 and 1 or 0, failing, failing < 0 and 0 or retry }
local function tell(remaining, reset, window)
  answer[#answer + 1] = max(0, remaining)
  answer[#answer + 1] = reset
  answer[#answer + 1] = window
end
for _, claim in ipairs(claims) do
  local now = claim.subject.last
  if claim.kind == 'sliding' then
    local ring, since = sourceOf(claim), now - claim.period
    local slots = ring and slotsAfter(ring, since) or 0
    tell(ring and claim.limit - unitsIn(ring, slots) or claim.limit, slots == 0 and 0 or ceil((slotMs(ring, slots) - since) / 1000),
      claim.period / 1000)
  elseif claim.kind == 'total' then
    tell(claim.limit - usedOf(claim), 0, 0)
  else
    local starts, ends = periodOf(claim.kind, now)
    local used = usedOf(claim)
    tell(claim.limit - used, used == 0 and 0 or ceil((ends - now) / 1000), (ends - starts) / 1000)
  end
end
return answer
`;
