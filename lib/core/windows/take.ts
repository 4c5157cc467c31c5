// One take: whether every claim of a call admits its cost, and what is written once they all do.
import { type Budget, periodEndMs, periodStartMs, usedUnits } from "./calendar";
import { type CalendarClaim, type Claim, retryAfterSeconds, type SlidingClaim, type WindowState, windowName } from "./claim";
import { admitsFromMs, createRing, isIdle, nthUnitMs, type Ring, unitsAfter, widen, writeUnits } from "./ring";

/** What one subject has taken so far: a ring for all its sliding windows, a budget for each calendar period. */
export interface Tally {
  ring: Ring | null;
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
  return { ring: null, day: null, month: null, total: null };
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
 * Returns the bytes by which memory grew.
 */
export function spend(claims: readonly Claim[], tallies: readonly Tally[], cost: number, nowMs: number): number {
  for (let index = 0; index < claims.length; index++) {
    const claim = claims[index];
    const tally = tallies[index];
    if (claim?.kind !== "sliding" || tally === undefined) continue;
    tally.ring ??= createRing(nowMs);
    widen(tally.ring, claim.limit, claim.periodSeconds);
  }
  let grownBytes = 0;
  for (let index = 0; index < claims.length; index++) {
    const claim = claims[index];
    const tally = tallies[index];
    if (claim === undefined || tally === undefined || isWritten(claims, tallies, index)) continue;
    if (claim.kind === "calendar") spendBudget(tally, claim.period, cost, nowMs);
    else if (tally.ring !== null) grownBytes += writeUnits(tally.ring, cost, nowMs);
  }
  return grownBytes;
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
  const { ring, day, month, total } = tally;
  return (ring === null || isIdle(ring, nowMs)) && [day, month, total].every((budget) => usedUnits(budget, nowMs) === 0);
}

/** From when on the claim admits the cost if nothing else is taken; -Infinity = it has room, Infinity = never. */
function claimAdmitsFromMs(claim: Claim, tally: Tally, cost: number, nowMs: number): number {
  if (cost > claim.limit) return Number.POSITIVE_INFINITY;
  if (claim.kind === "sliding") {
    return tally.ring === null ? Number.NEGATIVE_INFINITY : admitsFromMs(tally.ring, claim.limit, claim.periodSeconds * 1000, cost);
  }
  const budget = tally[claim.period];
  if (budget === null || usedUnits(budget, nowMs) + cost <= claim.limit) return Number.NEGATIVE_INFINITY;
  return budget.endsAtMs;
}

/** Claims of one subject share one ring, and claims of one subject and period share one budget: an earlier one wrote it already. */
function isWritten(claims: readonly Claim[], tallies: readonly Tally[], index: number): boolean {
  const claim = claims[index];
  for (let earlier = 0; earlier < index; earlier++) {
    const other = claims[earlier];
    if (tallies[earlier] !== tallies[index] || other?.kind !== claim?.kind) continue;
    if (claim?.kind === "sliding" || (claim?.kind === "calendar" && other?.kind === "calendar" && other.period === claim.period))
      return true;
  }
  return false;
}

function spendBudget(tally: Tally, period: CalendarClaim["period"], cost: number, nowMs: number): void {
  const budget = tally[period];
  if (budget === null || budget.endsAtMs <= nowMs) tally[period] = { used: cost, endsAtMs: periodEndMs(period, nowMs) };
  else budget.used += cost;
}

function slidingState(claim: SlidingClaim, tally: Tally, nowMs: number): WindowState {
  const { limit, periodSeconds } = claim;
  const sinceMs = nowMs - periodSeconds * 1000;
  const used = tally.ring === null ? 0 : unitsAfter(tally.ring, sinceMs);
  return {
    name: windowName(periodSeconds),
    limit,
    remaining: Math.max(0, limit - used),
    windowSeconds: periodSeconds,
    resetSeconds: tally.ring === null || used === 0 ? 0 : Math.ceil((nthUnitMs(tally.ring, used) - sinceMs) / 1000),
  };
}

function calendarState(claim: CalendarClaim, tally: Tally, nowMs: number): WindowState {
  const { limit, period } = claim;
  const used = usedUnits(tally[period], nowMs);
  const endsAtMs = periodEndMs(period, nowMs);
  const isForLife = period === "total";
  return {
    name: `quota-${period}`,
    limit,
    remaining: Math.max(0, limit - used),
    windowSeconds: isForLife ? 0 : (endsAtMs - periodStartMs(period, nowMs)) / 1000,
    resetSeconds: isForLife || used === 0 ? 0 : Math.ceil((endsAtMs - nowMs) / 1000),
  };
}
