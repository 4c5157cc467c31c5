// A call of the windows script: the words it is sent, and the verdict in its answer. The same for every way to a Redis.
import { type Claim, claimName, type Verdict, type WindowState } from "@/lib/core/windows/claim";
import { LONGEST_PERIOD_SECONDS } from "@/lib/core/windows/ring";

/** What the script is sent. */
export interface WindowsCall {
  readonly keys: readonly string[];
  readonly words: readonly string[];
}

/** Numbers before those of the claims, and numbers of each claim. */
const VERDICT_NUMBERS = 3;
const CLAIM_NUMBERS = 3;
const NEVER = -1;

/** Throws a RangeError for a cost that is no whole number from 1 on, and for a window longer than 31 days: faults of the caller, no outage. */
export function checkTake(claims: readonly Claim[], cost: number): void {
  if (!(Number.isSafeInteger(cost) && cost >= 1)) throw new RangeError(`a take costs a whole number of units from 1 on, not ${cost}`);
  for (const claim of claims) {
    if (claim.kind === "sliding" && claim.periodSeconds > LONGEST_PERIOD_SECONDS)
      throw new RangeError(`a sliding window of ${claim.periodSeconds} s is longer than 31 days`);
  }
}

/** The call for these claims, which `checkTake` has seen. `nowMs` = the time to count by; null = the server's own. */
export function windowsCall(
  prefix: string,
  mode: "take" | "peek",
  claims: readonly Claim[],
  cost: number,
  nowMs: number | null,
): WindowsCall {
  const subjects = [...new Set(claims.map(({ subject }) => subject))];
  const words = [mode, String(cost), nowMs === null ? "" : String(nowMs)];
  for (const claim of claims) {
    const key = String(subjects.indexOf(claim.subject) + 1);
    if (claim.kind === "calendar") words.push(claim.period, key, String(claim.limit), "0");
    else words.push("sliding", key, String(claim.limit), String(claim.periodSeconds * 1000));
  }
  return { keys: subjects.map((subject) => prefix + subject), words };
}

/** The verdict in the script's answer. Throws when it is no such answer. */
export function readVerdict(claims: readonly Claim[], answer: unknown): Verdict {
  const numbers = Array.isArray(answer) ? answer.map(Number) : [];
  if (numbers.length !== VERDICT_NUMBERS + claims.length * CLAIM_NUMBERS || !numbers.every(Number.isSafeInteger)) {
    throw new Error("the windows script answered with something else than a verdict");
  }
  const [admitted = 0, failing = 0, retryAfterSeconds = 0] = numbers;
  const states = claims.map((claim, index) => stateOf(claim, numbers.slice(VERDICT_NUMBERS + index * CLAIM_NUMBERS)));
  if (admitted === 1) return { admitted: true, states };
  return { admitted: false, failing, retryAfterSeconds: retryAfterSeconds === NEVER ? null : retryAfterSeconds, states };
}

function stateOf(claim: Claim, [remaining = 0, resetSeconds = 0, windowSeconds = 0]: readonly number[]): WindowState {
  return { name: claimName(claim), limit: claim.limit, remaining, windowSeconds, resetSeconds };
}
