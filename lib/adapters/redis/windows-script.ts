// The script that takes from every window of a call inside Redis, in one step: the decisions of lib/core/windows in Redis's own language.
import { RINGS } from "./script/rings";
import { SPENDING } from "./script/spending";
import { SUBJECTS } from "./script/subjects";

/**
 * KEYS: one per subject. ARGV: `take` or `peek`; the cost; the time in milliseconds, empty = the server's own; then four words for each claim:
 * `sliding`, `day`, `month` or `total`; the number of its key; the limit; the period in milliseconds.
 * Answers { admitted, failing, retryAfterSeconds, remaining, resetSeconds, windowSeconds, remaining, … }: -1 = none or never.
 *
 * It uses nothing beyond Lua's own string, table and math libraries, so that every server with EVAL runs it.
 */
export const WINDOWS_SCRIPT = `${RINGS}${SUBJECTS}${SPENDING}`;
