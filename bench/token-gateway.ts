// The gateway by token (RS256, signed by the instance for a key) against the gateway by that key, before one upstream.
import { startServer } from "./child-server";
import { type Figure, figure } from "./figure";
import { KEY_SECRETS, keyIdOf, startInstance } from "./instance";
import { type LoadRequest, measureInTurn } from "./load";

const ROUNDS = 3;
const SECONDS = 5;
/** Tokens that are each seen once: every one of them costs a look at its signature. */
const COLD_TOKENS = 200;

/** Ratios of requests a second, medians of rounds taken in turn; the cold figure is of tokens that nobody has seen before. */
export async function benchTokenGateway(): Promise<Figure[]> {
  const upstream = await startServer(["--import", "tsx", "bench/upstream.ts"], {});
  const instance = await startInstance(upstream.origin);
  try {
    const tokens: string[] = [];
    for (const [index, secret] of KEY_SECRETS.entries()) tokens.push(await tokenFor(instance.origin, keyIdOf(index), secret));
    const [byToken, byKey] = await measureInTurn(
      [
        { origin: instance.origin, requests: tokens.map((token) => asked({ authorization: `Bearer ${token}` })) },
        { origin: instance.origin, requests: KEY_SECRETS.map((key) => asked({ "x-api-key": key })) },
      ],
      ROUNDS,
      SECONDS,
    );
    if (!byToken || !byKey) throw new Error("a load was not measured");
    const cold = await coldMilliseconds(instance.origin);
    return [
      figure("gateway by token, warm", byToken.perSecond, "/s"),
      figure("gateway by token p50, warm", byToken.p50Ms, "ms"),
      figure("gateway by key", byKey.perSecond, "/s"),
      figure("token ÷ key, warm", byToken.perSecond / byKey.perSecond, "×", "≥ 0.5"),
      figure("one after another: a token that nobody has seen before", cold.firstMs, "ms"),
      figure("one after another: the same token again", cold.againMs, "ms"),
    ];
  } finally {
    await Promise.all([upstream.stop(), instance.stop()]);
  }
}

/** The dialect takes no tokens under `/v0/`. */
const PATH = "/gateway/payments/payments";

function asked(headers: Readonly<Record<string, string>>): LoadRequest {
  return { method: "GET", path: PATH, headers };
}

async function tokenFor(origin: string, clientId: string, secret: string): Promise<string> {
  const form = new URLSearchParams({ grant_type: "client_credentials", client_id: clientId, client_secret: secret });
  const answer = await fetch(`${origin}/oauth2/token`, { method: "POST", body: form });
  const body = (await answer.json()) as { access_token?: string };
  if (body.access_token === undefined) throw new Error(`no token was issued: ${JSON.stringify(body)}`);
  return body.access_token;
}

/** Medians over tokens of one key, each sent twice, one request at a time. */
async function coldMilliseconds(origin: string): Promise<{ readonly firstMs: number; readonly againMs: number }> {
  const [first, again]: [number[], number[]] = [[], []];
  for (let index = 0; index < COLD_TOKENS; index += 1) {
    const token = await tokenFor(origin, keyIdOf(0), KEY_SECRETS[0] ?? "");
    first.push(await timed(origin, token));
    again.push(await timed(origin, token));
  }
  return { firstMs: median(first), againMs: median(again) };
}

async function timed(origin: string, token: string): Promise<number> {
  const startedMs = performance.now();
  const answer = await fetch(origin + PATH, { headers: { authorization: `Bearer ${token}` } });
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`a token was answered ${answer.status}`);
  return performance.now() - startedMs;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
