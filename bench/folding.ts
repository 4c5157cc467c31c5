// What folding usage into the database costs those who verify meanwhile: latencies of one client alone, and beside 5,000 requests a second.
import { Agent, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import autocannon from "autocannon";
import { type Figure, figure } from "./figure";
import { startInstance } from "./instance";
import { verifyRequests } from "./verify";

const EVENTS_PER_SECOND = 5000;
const SECONDS = 60;
const ALONE_SECONDS = 20;
const PAUSE_MS = 3;
const LOAD_CONNECTIONS = 16;

/** Percentiles of a probe's latency, each from thousands of requests. */
export async function benchFolding(): Promise<Figure[]> {
  const instance = await startInstance("http://127.0.0.1:9");
  try {
    await probe(instance.origin, 5);
    const alone = await probe(instance.origin, ALONE_SECONDS);
    // In a thread of its own: its event loop is not the probe's.
    const load = autocannon({
      url: instance.origin,
      connections: LOAD_CONNECTIONS,
      overallRate: EVENTS_PER_SECOND,
      duration: SECONDS,
      workers: 1,
      requests: verifyRequests("/v1/verify").map(({ headers, ...rest }) => ({ ...rest, headers: { ...headers } })),
    });
    const [beside, sent] = await Promise.all([probe(instance.origin, SECONDS - 2), load]);
    if (sent.non2xx > 0 || sent.errors > 0) throw new Error("requests of the load failed: this measures nothing");
    return [
      figure("events folded meanwhile", sent.requests.average, "/s", `≈ ${EVENTS_PER_SECOND}`),
      figure("verify p99 alone", alone.p99Ms, "ms"),
      figure("verify p99 while usage is counted and folded", beside.p99Ms, "ms"),
      figure("p99 beside the load ÷ alone", beside.p99Ms / alone.p99Ms, "×", "≤ 2"),
      figure("p50 beside the load ÷ alone", beside.p50Ms / alone.p50Ms, "×"),
    ];
  } finally {
    await instance.stop();
  }
}

/** One request after the other, with a short pause between. */
async function probe(origin: string, seconds: number): Promise<{ readonly p50Ms: number; readonly p99Ms: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const asked = verifyRequests("/v1/verify");
  const takenMs: number[] = [];
  const endMs = performance.now() + seconds * 1000;
  for (let count = 0; performance.now() < endMs; count += 1) {
    const call = asked[count % asked.length];
    if (call === undefined) throw new Error("nothing to ask");
    const startMs = performance.now();
    await answered(agent, new URL(call.path, origin), call.headers, call.body ?? "");
    takenMs.push(performance.now() - startMs);
    await wait(PAUSE_MS);
  }
  agent.destroy();
  takenMs.sort((a, b) => a - b);
  const at = (share: number) => takenMs[Math.floor(takenMs.length * share)] ?? Number.NaN;
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}

function answered(agent: Agent, url: URL, headers: Readonly<Record<string, string>>, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method: "POST", headers }, (response) => {
      response.resume();
      response.once("end", () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`a probe was answered ${response.statusCode}: this measures nothing`)),
      );
    });
    sent.once("error", reject);
    sent.end(body);
  });
}
