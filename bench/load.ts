// Sends load to a loopback URL and tells how many requests a second were answered, and how.
import autocannon from "autocannon";

/** One request to send. */
export interface LoadRequest {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Requests that every connection repeats in turn. */
export interface Load {
  readonly origin: string;
  readonly requests: readonly LoadRequest[];
}

/** What a round came to. A round with answers other than 2xx proves nothing and is thrown away loudly. */
export interface Round {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const CONNECTIONS = 32;
/** Long enough for the compiler: after two seconds a request still cost a quarter more than after six. */
const WARM_UP_SECONDS = 6;

/** One measured round after a short warm-up. Throws when any answer was not 2xx. */
export async function measure(load: Load, seconds: number): Promise<Round> {
  await fire(load, WARM_UP_SECONDS);
  const result = await fire(load, seconds);
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${load.origin}: ${result.non2xx} answers were not 2xx, ${result.errors} failed: this round measures nothing`);
  }
  return { perSecond: result.requests.average, p50Ms: result.latency.p50, p99Ms: result.latency.p99 };
}

/** Rounds of several loads in turn, so that drift of the machine meets all alike; the median round of each. */
export async function measureInTurn(loads: readonly Load[], rounds: number, seconds: number): Promise<Round[]> {
  const taken: Round[][] = loads.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, load] of loads.entries()) taken[index]?.push(await measure(load, seconds));
  }
  return taken.map(medianRound);
}

function fire(load: Load, seconds: number) {
  return autocannon({
    url: load.origin,
    connections: CONNECTIONS,
    duration: seconds,
    requests: load.requests.map(({ headers, ...request }) => ({ ...request, headers: { ...headers } })),
  });
}

function medianRound(rounds: readonly Round[]): Round {
  const sorted = [...rounds].sort((a, b) => a.perSecond - b.perSecond);
  const median = sorted[Math.floor(sorted.length / 2)];
  if (median === undefined) throw new Error("no round was measured");
  return median;
}
