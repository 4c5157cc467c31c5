// Runs every benchmark and prints one table, or with --json one document. Ratios are for a person to judge: nothing fails here.
import { benchDecision } from "./decision";
import type { Figure } from "./figure";
import { table } from "./figure";
import { benchFolding } from "./folding";
import { benchGateway } from "./gateway";
import { benchKeysPage } from "./keys-page";
import { benchLimiter } from "./limiter";
import { benchReviewPages } from "./review-pages";
import { benchTokenGateway } from "./token-gateway";
import { benchUsagePage } from "./usage-page";
import { benchUsers } from "./users";
import { benchVerify } from "./verify";
import { benchWorkingSet } from "./working-set";

const BENCHMARKS: Readonly<Record<string, () => Promise<Figure[]>>> = {
  limiter: benchLimiter,
  decision: benchDecision,
  verify: benchVerify,
  gateway: benchGateway,
  "token-gateway": benchTokenGateway,
  "working-set": benchWorkingSet,
  folding: benchFolding,
  "keys-page": benchKeysPage,
  "usage-page": benchUsagePage,
  "review-pages": benchReviewPages,
  users: benchUsers,
};

const isJson = process.argv.includes("--json");
const named = process.argv.slice(2).filter((argument) => argument in BENCHMARKS);
const results: Record<string, Figure[]> = {};

for (const [name, run] of Object.entries(BENCHMARKS)) {
  if (named.length > 0 && !named.includes(name)) continue;
  results[name] = await run();
  if (!isJson) console.log(`\n${name}\n${table(results[name])}`);
}
if (isJson) console.log(JSON.stringify({ node: process.version, results }, null, 2));
