// Speaks Upstash's REST protocol over a throw-away Redis, for tests of whatever uses an Upstash client.
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Redis } from "ioredis";
import { z } from "zod";

/** A running bridge. */
export interface UpstashBridge {
  readonly url: string;
  readonly token: string;
  /** Requests and commands that it was sent. */
  seen(): { readonly requests: number; readonly commands: number };
  /** While frozen, requests are read and not answered. */
  freeze(isFrozen: boolean): void;
  stop(): Promise<void>;
}

/** One word of a command. */
const word = z.union([z.string(), z.number()]).transform(String);
const command = z.tuple([word], word);

/** What one command came to, as Upstash tells it. */
type Outcome = { readonly result: unknown } | { readonly error: string };

/** Starts a bridge on a loopback port to the Redis at that URL. */
export async function startUpstashBridge(redisUrl: string): Promise<UpstashBridge> {
  const redis = new Redis(redisUrl, { protocol: 2 });
  redis.on("error", () => {});
  const token = "token-of-the-bridge";
  const counts = { requests: 0, commands: 0 };
  let isFrozen = false;
  const run = async ([name, ...args]: z.output<typeof command>): Promise<Outcome> => {
    counts.commands++;
    return redis.call(name, ...args).then(
      (result) => ({ result }),
      (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
    );
  };
  const server = createServer(async (request, response) => {
    counts.requests++;
    const body = await readJson(request);
    if (isFrozen) return;
    await answer(request, response, body, token, run);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the bridge has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    token,
    seen: () => ({ ...counts }),
    freeze(frozen) {
      isFrozen = frozen;
    },
    async stop() {
      redis.disconnect();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  body: unknown,
  token: string,
  run: (words: z.output<typeof command>) => Promise<Outcome>,
): Promise<void> {
  const isEncoded = request.headers["upstash-encoding"] === "base64";
  const encode = (outcome: Outcome): Outcome => (isEncoded && "result" in outcome ? { result: encoded(outcome.result) } : outcome);
  if (request.headers.authorization !== `Bearer ${token}`) return send(response, 401, { error: "Unauthorized" });
  if (request.url === "/pipeline") {
    const outcomes: Outcome[] = [];
    for (const words of z.array(command).parse(body)) outcomes.push(await run(words));
    return send(response, 200, outcomes.map(encode));
  }
  const outcome = await run(command.parse(body));
  send(response, "error" in outcome ? 400 : 200, encode(outcome));
}

/** Every text but `OK`, at any depth. */
function encoded(result: unknown): unknown {
  if (typeof result === "string") return result === "OK" ? result : Buffer.from(result).toString("base64");
  return Array.isArray(result) ? result.map(encoded) : result;
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  return JSON.parse(Buffer.concat(pieces).toString("utf8"));
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
