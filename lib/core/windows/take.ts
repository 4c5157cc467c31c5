// One take: whether every claim of a call admits its cost, and what is written once they all do.
import { type Budget, periodEndMs, periodStartMs, usedUnits } from "./calendar";
import { type CalendarClaim, type Claim, claimName, retryAfterSeconds, type SlidingClaim, type WindowState } from "./claim";
import { coarsened, refined } from "./convert-ring";
import {
  admitsFromMs,
  createRing,
  firstCapacity,
  isIdle,
  LARGEST_EXACT_LIMIT,
  nthSlotMs,
  quantumOf,
  type Ring,
  slotsAfter,
  unitsIn,
  widen,
  writeUnits,
} from "./ring";

/**
 * What one subject has taken so far: one ring for all its windows up to LARGEST_EXACT_LIMIT, a coarse one for each period of a larger limit,
 * a budget for each calendar period.
 */
export interface Tally {
  ring: Ring | null;
  /** By period in seconds; null = none. */
  coarse: Map<number, Ring> | null;
  day: Budget | null;
  month: Budget | null;
  total: Budget | null;
}

/** Why a take is refused. */
export interface Refusal {
  /** Index of the first failing claim, or of the first that can never be met where there is one. */
  readonly failing: number;
  /** Whole seconds, at least 1, after which the same take is admitted if nothing else is taken meanwhile; null = never. */
  readonly retryAfterSeconds: number | null;
}

/** The tally of a subject that has taken nothing. */
export function createTally(): Tally {
  return { ring: null, coarse: null, day: null, month: null, total: null };
}

/**
 * Decides a take of `cost` units: null when every claim admits it. `tallies[i]` is the tally of `claims[i].subject`. Changes nothing.
 * A cost above a limit and a spent budget for life can never be met, whatever time passes.
 */
export function judge(claims: readonly Claim[], tallies: readonly Tally[], cost: number, nowMs: number): Refusal | null {
  let failing = -1;
  let hopeless = -1;
  let admitsMs = 0;
  for (let index = 0; index < claims.length; index++) {
    const claim = claims[index];
    const tally = tallies[index];
    if (claim === undefined || tally === undefined) continue;
    const claimAdmitsMs = claimAdmitsFromMs(claim, tally, cost, nowMs);
    if (claimAdmitsMs <= nowMs) continue;
    if (failing < 0) failing = index;
    if (hopeless < 0 && claimAdmitsMs === Number.POSITIVE_INFINITY) hopeless = index;
    admitsMs = Math.max(admitsMs, claimAdmitsMs);
  }
  if (hopeless >= 0) return { failing: hopeless, retryAfterSeconds: null };
  return failing < 0 ? null : { failing, retryAfterSeconds: retryAfterSeconds(admitsMs, nowMs) };
}

/**
 * Writes `cost` units taken at `nowMs` into every ring and budget that the claims name, each once. Only after `judge` said null.
 * Rings that a subject's claims no longer name are dropped: they would know only part of what it takes.
 */
export function spend(claims: readonly Claim[], tallies: readonly Tally[], cost: number, nowMs: number): void {
  for (let index = 0; index < claims.length; index++) {
    const claim = claims[index];
    const tally = tallies[index];
    if (claim?.kind === "sliding" && tally !== undefined) prepareRing(claim, tally, nowMs);
  }
  for (let index = 0; index < claims.length; index++) {
    const claim = claims[index];
    const tally = tallies[index];
    if (claim === undefined || tally === undefined || isWritten(claims, tallies, index)) continue;
    if (claim.kind === "calendar") spendBudget(tally, claim.period, cost, nowMs);
    else writeUnits(ringOf(claim, tally), cost, nowMs);
    if (tally.coarse !== null) dropUnnamed(claims, tallies, tally);
  }
}

/** Each claim's window as it stands at `nowMs`, in the claims' order. */
export function windowStates(claims: readonly Claim[], tallies: readonly Tally[], nowMs: number): WindowState[] {
  const states: WindowState[] = [];
  for (let index = 0; index < claims.length; index++) {
    const claim = claims[index];
    const tally = tallies[index];
    if (claim === undefined || tally === undefined) continue;
    states.push(claim.kind === "sliding" ? slidingState(claim, tally, nowMs) : calendarState(claim, tally, nowMs));
  }
  return states;
}

/** Whether the tally says no more than an empty one: no unit in any window, no budget touched in a period that still runs. */
export function isTallyIdle(tally: Tally, nowMs: number): boolean {
  const { ring, coarse, day, month, total } = tally;
  if (ring !== null && !isIdle(ring, nowMs)) return false;
  if (coarse !== null) for (const each of coarse.values()) if (!isIdle(each, nowMs)) return false;
  return usedUnits(day, nowMs) === 0 && usedUnits(month, nowMs) === 0 && usedUnits(total, nowMs) === 0;
}

/** What a window is judged from: while a coarse ring of its period is there, it knows more than the exact one. */
function sourceOf(claim: SlidingClaim, tally: Tally): Ring | null {
  return tally.coarse?.get(claim.periodSeconds) ?? tally.ring;
}

/** The ring that the claim writes; there after `prepareRing`. */
function ringOf(claim: SlidingClaim, tally: Tally): Ring {
  const ring = sourceOf(claim, tally);
  if (ring === null) throw new Error("a take was written before its ring was prepared");
  return ring;
}

/** Makes the ring that the claim writes, from what was counted under an earlier limit where there is such. */
function prepareRing(claim: SlidingClaim, tally: Tally, nowMs: number): void {
  const { limit, periodSeconds } = claim;
  const coarse = tally.coarse?.get(periodSeconds);
  if (limit <= LARGEST_EXACT_LIMIT) {
    if (coarse !== undefined) {
      tally.ring = refined(tally.ring, coarse, limit, periodSeconds, nowMs);
      tally.coarse?.delete(periodSeconds);
    }
    tally.ring ??= createRing(nowMs, 1, firstCapacity(limit));
    widen(tally.ring, limit, periodSeconds);
    return;
  }
  const quantum = quantumOf(limit);
  if (coarse?.quantum === quantum) {
    widen(coarse, limit, periodSeconds);
    return;
  }
  tally.coarse ??= new Map();
  tally.coarse.set(periodSeconds, coarsened(coarse ?? tally.ring, quantum, limit, periodSeconds, nowMs));
}

function dropUnnamed(claims: readonly Claim[], tallies: readonly Tally[], tally: Tally): void {
  const own = claims.filter((claim, index): claim is SlidingClaim => claim.kind === "sliding" && tallies[index] === tally);
  if (own.length === 0) return;
  if (own.every(({ limit }) => limit > LARGEST_EXACT_LIMIT)) tally.ring = null;
  for (const period of tally.coarse?.keys() ?? []) {
    if (!own.some(({ limit, periodSeconds }) => limit > LARGEST_EXACT_LIMIT && periodSeconds === period)) tally.coarse?.delete(period);
  }
  if (tally.coarse?.size === 0) tally.coarse = null;
}

/** From when on the claim admits the cost if nothing else is taken; -Infinity = it has room, Infinity = never. */
function claimAdmitsFromMs(claim: Claim, tally: Tally, cost: number, nowMs: number): number {
  if (cost > claim.limit) return Number.POSITIVE_INFINITY;
  if (claim.kind === "sliding") {
    const ring = sourceOf(claim, tally);
    return ring === null ? Number.NEGATIVE_INFINITY : admitsFromMs(ring, claim.limit, claim.periodSeconds * 1000, cost);
  }
  const budget = tally[claim.period];
  if (budget === null || usedUnits(budget, nowMs) + cost <= claim.limit) return Number.NEGATIVE_INFINITY;
  return budget.endsAtMs;
}

/** Claims of one subject may share a ring or a budget: then an earlier one wrote it already. */
function isWritten(claims: readonly Claim[], tallies: readonly Tally[], index: number): boolean {
  const claim = claims[index];
  for (let earlier = 0; earlier < index; earlier++) {
    const other = claims[earlier];
    if (tallies[earlier] === tallies[index] && claim !== undefined && other !== undefined && isCountedWith(claim, other)) return true;
  }
  return false;
}

function isCountedWith(claim: Claim, other: Claim): boolean {
  if (claim.kind === "calendar") return other.kind === "calendar" && other.period === claim.period;
  if (other.kind !== "sliding") return false;
  if (claim.limit <= LARGEST_EXACT_LIMIT) return other.limit <= LARGEST_EXACT_LIMIT;
  return other.limit > LARGEST_EXACT_LIMIT && other.periodSeconds === claim.periodSeconds;
}

function spendBudget(tally: Tally, period: CalendarClaim["period"], cost: number, nowMs: number): void {
  const budget = tally[period];
  if (budget === null || budget.endsAtMs <= nowMs) tally[period] = { used: cost, endsAtMs: periodEndMs(period, nowMs) };
  else budget.used += cost;
}

function slidingState(claim: SlidingClaim, tally: Tally, nowMs: number): WindowState {
  const { limit, periodSeconds } = claim;
  const sinceMs = nowMs - periodSeconds * 1000;
  const ring = sourceOf(claim, tally);
  const slots = ring === null ? 0 : slotsAfter(ring, sinceMs);
  return {
    name: claimName(claim),
    limit,
    remaining: ring === null ? limit : Math.max(0, limit - unitsIn(ring, slots)),
    windowSeconds: periodSeconds,
    resetSeconds: ring === null || slots === 0 ? 0 : Math.ceil((nthSlotMs(ring, slots) - sinceMs) / 1000),
  };
}

function calendarState(claim: CalendarClaim, tally: Tally, nowMs: number): WindowState {
  const { limit, period } = claim;
  const used = usedUnits(tally[period], nowMs);
  const endsAtMs = periodEndMs(period, nowMs);
  const isForLife = period === "total";
  return {
    name: claimName(claim),
    limit,
    remaining: Math.max(0, limit - used),
    windowSeconds: isForLife ? 0 : (endsAtMs - periodStartMs(period, nowMs)) / 1000,
    resetSeconds: isForLife || used === 0 ? 0 : Math.ceil((endsAtMs - nowMs) / 1000),
  };
}
