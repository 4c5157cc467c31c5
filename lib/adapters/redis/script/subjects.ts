// How the script reads subjects and claims, tells the calendar, and judges: lib/core/windows/calendar.ts and take.ts in Redis's own language.

/**
 * A subject is one string: thirteen numbers of seven bytes (logical time and its offset; the budgets; how many coarse rings; the exact ring),
 * each coarse ring (six numbers, 204 slots), the slots of the exact ring. Slots are four bytes; all numbers stand lowest byte first.
 */
export const SUBJECTS = `
-- Calendar: see lib/core/windows/calendar.ts.

local function monthOf(dayNumber)
  local shifted = dayNumber + 719468
  local era = floor(shifted / 146097)
  local dayOfEra = shifted - era * 146097
  local year = floor((dayOfEra - floor(dayOfEra / 1460) + floor(dayOfEra / 36524) - floor(dayOfEra / 146096)) / 365)
  local dayOfYear = dayOfEra - (365 * year + floor(year / 4) - floor(year / 100))
  local fromMarch = floor((5 * dayOfYear + 2) / 153)
  local month = fromMarch < 10 and fromMarch + 3 or fromMarch - 9
  year = year + era * 400 + (month <= 2 and 1 or 0)
  local days = (month == 4 or month == 6 or month == 9 or month == 11) and 30 or 31
  if month == 2 then days = year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0) and 29 or 28 end
  return dayOfYear - floor((153 * fromMarch + 2) / 5), days
end

local function periodOf(kind, now)
  local dayNumber = floor(now / DAY)
  if kind == 'day' then return dayNumber * DAY, (dayNumber + 1) * DAY end
  local past, days = monthOf(dayNumber)
  return (dayNumber - past) * DAY, (dayNumber - past + days) * DAY
end

-- Subjects.

local now
if isTold then
  now = floor(tonumber(ARGV[3]))
else
  local time = redis.call('TIME')
  now = time[1] * 1000 + floor(time[2] / 1000)
end

local function load(key)
  local text = redis.call('GET', key)
  local subject = { key = key, coarse = {}, isStored = false, last = now, offset = 0, used = { day = 0, month = 0, total = 0 },
    ends = { day = 0, month = 0, total = huge } }
  if not text then return subject end
  local head = numbers(text, 0, 13)
  local at = HEADER
  for _ = 1, head[8] do
    local own = numbers(text, at, 6)
    subject.coarse[own[1]] = { text = text, at = at + 6 * NUMBER, capacity = COARSE_SLOTS, most = COARSE_SLOTS, longest = own[1],
      base = own[2], head = own[3], count = own[4], quantum = own[5], newest = own[6], fresh = 0, wasAt = at }
    at = at + COARSE
  end
  if #text > at then
    subject.ring = { text = text, at = at, capacity = (#text - at) / 4, base = head[9], head = head[10], count = head[11], most = head[12],
      longest = head[13], quantum = 1, newest = 1, fresh = 0, wasAt = at }
  end
  subject.isStored, subject.storedLast, subject.storedOffset = true, head[1], head[2]
  subject.used = { day = head[3], month = head[5], total = head[7] }
  subject.ends.day, subject.ends.month = head[4], head[6]
  local logical = now + head[2]
  subject.last, subject.offset = head[1], head[2]
  if logical >= subject.last then subject.last = logical
  elseif subject.last - logical > LATE then subject.offset = subject.offset + subject.last - logical end
  return subject
end

local subjects, claims = {}, {}
for index = 1, #KEYS do subjects[index] = load(KEYS[index]) end
for word = 4, #ARGV, 4 do
  claims[#claims + 1] = { kind = ARGV[word], subject = subjects[tonumber(ARGV[word + 1])], limit = tonumber(ARGV[word + 2]),
    period = tonumber(ARGV[word + 3]) }
end

local function sourceOf(claim)
  return claim.subject.coarse[claim.period] or claim.subject.ring
end

local function usedOf(claim)
  local subject = claim.subject
  return subject.ends[claim.kind] <= subject.last and 0 or subject.used[claim.kind]
end

local function claimAdmitsFrom(claim)
  if cost > claim.limit then return huge end
  if claim.kind == 'sliding' then
    local ring = sourceOf(claim)
    return ring and admitsFrom(ring, claim.limit, claim.period) or -huge
  end
  if usedOf(claim) + cost <= claim.limit then return -huge end
  return claim.subject.ends[claim.kind]
end

local function judge()
  local failing, hopeless, retry = -1, -1, 0
  for index, claim in ipairs(claims) do
    local admits = claimAdmitsFrom(claim)
    if admits > claim.subject.last then
      if failing < 0 then failing = index - 1 end
      if admits == huge then
        if hopeless < 0 then hopeless = index - 1 end
      else
        retry = max(retry, 1, ceil((admits - claim.subject.last) / 1000))
      end
    end
  end
  if hopeless >= 0 then return hopeless, -1 end
  return failing, retry
end
`;
