import { afterEach, describe, expect, test } from "vitest";
import { type Api, DEFAULT_SETTINGS } from "@/lib/core/catalogue";
import { cryptofuse } from "@/lib/core/dialects/cryptofuse";
import { type Answer, jsonAnswer, type RawRequest } from "@/lib/core/http";
import { PUBLISHED, type Published, type PublishedGate, type RequestContext } from "@/lib/core/published";
import { answerByGate } from "./mount-gate";

const payments: Api = {
  id: "1",
  slug: "payments",
  name: "Payments",
  dialect: cryptofuse,
  upstream: "sample",
  hosts: [],
  endpoints: [],
  plans: {},
  settings: DEFAULT_SETTINGS,
  holdsForeignSecrets: false,
};

const VOUCHED: RequestContext = {
  requestId: "req_1",
  peer: "203.0.113.7",
  scheme: "https",
  isLocal: false,
  hasRawCase: true,
  api: "payments",
  path: "/v0/payments",
  head: { target: "/v0/payments?q=a%20b", headers: [["X-API-Key", "k"]] },
};

afterEach(() => {
  Reflect.deleteProperty(globalThis, PUBLISHED);
});

/** Publishes a gate that is a function over the same plain values. */
function publishGate(
  answer: (request: RawRequest, context: RequestContext) => Promise<Answer> | Answer,
  whenSafe: PublishedGate["whenSafe"] = (act) => act(),
): string[] {
  const refusals: string[] = [];
  const published: Published & { gate: PublishedGate } = {
    catalogue: () => ({ version: 1, apis: [payments] }),
    recordRefusal: (_method, _context, slug, { code }) => refusals.push(`${slug} ${code}`),
    context: (id) => (id === "good" ? VOUCHED : null),
    supportUrl: null,
    gate: { answer, whenSafe },
  };
  Object.assign(globalThis, { [PUBLISHED]: published });
  return refusals;
}

const say = ({ target, headers, peer, scheme }: RawRequest, { path, requestId }: RequestContext) =>
  jsonAnswer(200, { target, headers: headers.map(([name, value]) => [name, value]), peer, scheme, path, requestId });

function ask(path: string, headers: Record<string, string> = {}, init: RequestInit = {}): Promise<Response> {
  return answerByGate(new Request(`http://localhost:3000${path}`, { headers: { host: "localhost:3000", ...headers }, ...init }));
}

describe("a route file", () => {
  test("decides over what was on the wire, by a context that this process made", async () => {
    publishGate(say);
    const response = await ask("/gateway/payments", { "x-keyfuse-context": "good", "x-api-key": "other" });
    expect(await response.json()).toEqual({
      target: "/v0/payments?q=a%20b",
      headers: [["X-API-Key", "k"]],
      peer: "203.0.113.7",
      scheme: "https",
      path: "/v0/payments",
      requestId: "req_1",
    });
    expect(response.headers.get("x-request-id")).toBe("req_1");
  });

  test("an answer is given to Next only once what was counted for it is safe", async () => {
    const acts: (() => void)[] = [];
    publishGate(say, (act) => acts.push(act));
    let isAnswered = false;
    const answering = ask("/gateway/payments/x").then((response) => {
      isAnswered = true;
      return response.status;
    });
    await expect.poll(() => acts.length).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(isAnswered).toBe(false);
    acts[0]?.();
    expect(await answering).toBe(200);
  });

  test("believes no context that a client made up: plain HTTP, from nowhere", async () => {
    publishGate(say);
    const response = await ask("/gateway/payments/v0/payments?q=1", {
      "x-keyfuse-context": "bad",
      "x-keyfuse-key-id": "key_1",
      "x-forwarded-for": "10.0.0.1",
      "x-forwarded-proto": "https",
    });
    const seen = (await response.json()) as { headers: [string, string][] };
    expect(seen).toMatchObject({ peer: "0.0.0.0", scheme: "http", path: "/v0/payments", target: "/v0/payments?q=1" });
    expect(seen.headers.map(([name]) => name)).not.toContain("x-keyfuse-key-id");
  });

  test("refuses a path with two readings in the dialect, and counts it", async () => {
    const refusals = publishGate(() => Promise.reject(new Error("must not be asked")));
    const response = await ask("/gateway/payments/a%2fb");
    expect(response.status).toBe(400);
    expect(await response.json()).toHaveProperty("request_id", response.headers.get("x-request-id"));
    expect(refusals).toEqual(["payments bad_request"]);
  });

  test("knows no API that is not in the catalogue", async () => {
    publishGate(say);
    expect((await ask("/gateway/nothing/x")).status).toBe(404);
  });

  test("answers 503 while nothing is published", async () => {
    const response = await ask("/gateway/payments/x");
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "1"]);
  });
});

describe("a body that Next may have cut is 413, never a shorter body", () => {
  test("declared", async () => {
    publishGate(say);
    const response = await ask("/gateway/payments/x", { "content-length": "9000000" }, { method: "POST", body: "x" });
    expect(response.status).toBe(413);
  });

  test("undeclared, whatever the gate made of it", async () => {
    publishGate(async (request) => {
      try {
        for await (const _ of request.body());
        return jsonAnswer(200, {});
      } catch {
        return jsonAnswer(502, {});
      }
    });
    const piece = new Uint8Array(1024 * 1024);
    let left = 9;
    const body = new ReadableStream({ pull: (controller) => (left-- > 0 ? controller.enqueue(piece) : controller.close()) });
    const init = { method: "POST", body, duplex: "half" } as RequestInit;
    expect((await ask("/gateway/payments/x", {}, init)).status).toBe(413);
  });
});

describe("answers", () => {
  test.each<[string, Answer, string, string]>([
    ["bytes", { status: 200, headers: [], body: new TextEncoder().encode("hello") }, "GET", "hello"],
    [
      "a stream",
      {
        status: 200,
        headers: [],
        body: (async function* () {
          yield new TextEncoder().encode("hel");
          yield new TextEncoder().encode("lo");
        })(),
      },
      "GET",
      "hello",
    ],
    ["none to HEAD", { status: 200, headers: [], body: new TextEncoder().encode("hello") }, "HEAD", ""],
    ["none with 204", { status: 204, headers: [], body: null }, "GET", ""],
  ])("%s", async (_, answer, method, text) => {
    const ends: unknown[] = [];
    publishGate(() => ({ ...answer, onEnd: (end) => ends.push(end) }));
    const response = await ask("/gateway/payments/x", {}, { method });
    expect([response.status, await response.text()]).toEqual([answer.status, text]);
    expect(ends).toEqual([{ sentBytes: text.length, aborted: false }]);
  });

  test("a stream that its reader gives up is released, and ends once as aborted", async () => {
    const ends: unknown[] = [];
    let isReleased = false;
    publishGate(() => ({
      status: 200,
      headers: [],
      body: (async function* () {
        try {
          for (;;) yield new Uint8Array(10);
        } finally {
          isReleased = true;
        }
      })(),
      onEnd: (end) => ends.push(end),
    }));
    const reader = (await ask("/gateway/payments/x")).body!.getReader();
    await reader.read();
    await reader.cancel();
    expect(isReleased).toBe(true);
    expect(ends).toMatchObject([{ aborted: true }]);
  });

  test("repeated lines stay repeated", async () => {
    publishGate(() => ({
      status: 200,
      headers: [
        ["Set-Cookie", "a=1"],
        ["Set-Cookie", "b=2"],
      ],
      body: null,
    }));
    expect((await ask("/gateway/payments/x")).headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  });
});
