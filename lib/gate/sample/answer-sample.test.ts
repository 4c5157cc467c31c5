// Promises of the sample service: the vendor pages' example calls work, every answer says it is a sample, nonsense gets a clear 4xx.
import { describe, expect, test } from "vitest";
import { type Api, DEFAULT_SETTINGS } from "@/lib/core/catalogue";
import { renderDenial } from "@/lib/core/denials/render-denial";
import { DIALECTS } from "@/lib/core/dialects";
import { standard } from "@/lib/core/dialects/standard";
import type { Answer, HeaderLine, RawRequest } from "@/lib/core/http";
import { SAMPLE_ENDPOINTS } from "@/lib/core/sample-endpoints";
import type { Passage } from "@/lib/gate/gateway/passage";
import { UNCOUNTED } from "@/lib/ports/uncounted";
import { answerSample } from "./answer-sample";

const JSON_TYPE: readonly HeaderLine[] = [["content-type", "application/json"]];
const API: Api = {
  id: "6c9e9669-9670-4f85-9f16-8396c2206f7f",
  slug: "standard",
  name: "Standard",
  dialect: standard,
  upstream: "sample",
  hosts: [],
  endpoints: [],
  plans: {},
  settings: DEFAULT_SETTINGS,
  holdsForeignSecrets: false,
};

function passageTo(path: string): Passage {
  return {
    api: API,
    path,
    query: "",
    caller: {
      kind: "key",
      id: "0b3f0b8e-5b0e-4a53-8a43-1c1f2f8b9a01",
      publicId: "key_0000000001",
      name: "ci",
      subject: "key_0000000001",
      tenantId: null,
      permissions: ["read"],
      metadata: null,
      keyManager: false,
      expiresAtMs: null,
    },
    requestId: "req_1",
    extraHeaders: [["ratelimit", '"minute";r=1;t=2']],
    usage: UNCOUNTED.usage,
    refuse: (denial) => renderDenial(denial, API.dialect, { requestId: "req_1", apiSlug: API.slug, supportUrl: null }),
  };
}

function send(method: string, path: string, body = "", headers: readonly HeaderLine[] = JSON_TYPE): Promise<Answer> {
  const request: RawRequest = {
    method,
    target: path,
    headers,
    peer: "127.0.0.1",
    scheme: "http",
    isLocal: true,
    signal: new AbortController().signal,
    async *body() {
      if (body !== "") yield new TextEncoder().encode(body);
    },
  };
  return answerSample(request, passageTo(path));
}

async function textOf(answer: Answer): Promise<string> {
  if (answer.body === null) return "";
  if (answer.body instanceof Uint8Array) return new TextDecoder().decode(answer.body);
  let text = "";
  for await (const piece of answer.body) text += new TextDecoder().decode(piece);
  return text;
}

async function jsonOf(answer: Answer) {
  return JSON.parse(await textOf(answer));
}

const MESSAGES = { model: "gpt-4", messages: [{ role: "user", content: "Hello, world!" }] };
const CALLS = [
  [
    "POST",
    "/chat",
    { prompt: "Hello, world!", provider: "neuroswitch" },
    { provider: "neuroswitch", response: "This is a sample. You said: Hello, world!" },
  ],
  ["GET", "/models", null, { models: [{ id: "sample-model" }, { id: "sample-model-large" }] }],
  ["GET", "/account", null, { account: { subject: "key_0000000001", permissions: ["read"] } }],
  [
    "POST",
    "/v1/generate",
    { prompt: "Hello, world!", model: "gpt-4" },
    { model: "gpt-4", output: "This is a sample. You said: Hello, world!" },
  ],
  ["GET", "/v1/models", null, { object: "list" }],
  ["POST", "/v1/resources", { name: "a" }, { resource: { name: "a", id: "res_1001" }, created: true }],
  ["PUT", "/v1/resources", { name: "a" }, { resource: { name: "a" }, created: false }],
  ["GET", "/v1/webhooks", null, { webhooks: [{ id: "wh_1001" }] }],
  ["POST", "/v1/webhooks", { url: "https://example.com" }, { webhook: { url: "https://example.com", id: "wh_1002" } }],
  ["GET", "/v1/admin", null, { settings: {} }],
  [
    "POST",
    "/v1/chat/completions",
    MESSAGES,
    { object: "chat.completion", choices: [{ message: { role: "assistant" }, finish_reason: "stop" }] },
  ],
  ["POST", "/chat/completions", MESSAGES, { object: "chat.completion", model: "gpt-4" }],
  ["GET", "/v0/payments", null, { payments: [{ id: "pay_1001" }, {}, {}] }],
  ["GET", "/v0/payments/pay_1002", null, { payment: { id: "pay_1002", currency: "ETH" } }],
] as const;

test.each(CALLS)("%s %s → 200, says that it is a sample, and the same again", async (method, path, body, expected) => {
  const text = body === null ? "" : JSON.stringify(body);
  const answer = await send(method, path, text);
  expect(answer.status).toBe(200);
  const json = await jsonOf(answer);
  expect(json).toMatchObject({ sample: true, ...expected });
  expect(answer.headers).toContainEqual(["x-request-id", "req_1"]);
  expect(answer.headers).toContainEqual(["ratelimit", '"minute";r=1;t=2']);
  expect(await jsonOf(await send(method, path, text))).toEqual(json);
});

test("with stream: true the completion comes as events, ending in [DONE]", async () => {
  const answer = await send("POST", "/v1/chat/completions", JSON.stringify({ ...MESSAGES, stream: true }));
  expect(answer.headers).toContainEqual(["content-type", "text/event-stream"]);
  const events = (await textOf(answer)).split("\n\n").filter((event) => event !== "");
  expect(events.at(-1)).toBe("data: [DONE]");
  const chunks = events.slice(0, -1).map((event) => JSON.parse(event.replace(/^data: /, "")));
  expect(chunks.map(({ choices }) => choices[0].delta.content ?? "").join("")).toBe("This is a sample. You said: Hello, world!");
  expect(chunks.at(-1).choices[0].finish_reason).toBe("stop");
  expect(chunks.every(({ sample, object }) => sample === true && object === "chat.completion.chunk")).toBe(true);
});

describe("what it has no answer for is refused in the API's dialect", () => {
  test.each([
    ["GET", "/", "", 404],
    ["GET", "/toString", "", 404],
    ["GET", "/v0/payments/pay_9999", "", 404],
    ["GET", "/v0/payments/{id}", "", 404],
    ["GET", "/v0/payments/a/b", "", 404],
    ["GET", "/chat", "", 405],
    ["toString", "/chat", "", 405],
    ["DELETE", "/v0/payments/pay_1001", "", 405],
    ["POST", "/chat", "", 400],
    ["POST", "/chat", "{", 400],
    ["POST", "/chat", "[]", 400],
    ["POST", "/chat", '"text"', 400],
    ["POST", "/chat", '{"prompt":1}', 400],
    ["POST", "/chat", '{"prompt":"a","provider":null}', 400],
    ["POST", "/v1/generate", '{"model":"gpt-4"}', 400],
    ["POST", "/chat/completions", '{"messages":[]}', 400],
    ["POST", "/chat/completions", '{"messages":[{"role":"user","content":1}]}', 400],
    ["POST", "/chat/completions", '{"messages":[null]}', 400],
  ])("%s %s %s → %i", async (method, path, body, status) => {
    const answer = await send(method, path, body);
    expect(answer.status).toBe(status);
    expect(await jsonOf(answer)).toMatchObject({ success: false });
  });

  test("a body that is not JSON by its own word → 400", async () => {
    expect((await send("POST", "/chat", "prompt=Hello", [["content-type", "application/x-www-form-urlencoded"]])).status).toBe(400);
  });

  test("a body over 1 MiB → 413", async () => {
    expect((await send("POST", "/chat", JSON.stringify({ prompt: "a".repeat(1_048_576) }))).status).toBe(413);
  });

  test("405 names the methods", async () => {
    expect((await send("GET", "/v1/resources")).headers).toContainEqual(["allow", "POST, PUT"]);
  });
});

describe("the endpoints an API starts with", () => {
  const rows = Object.entries(SAMPLE_ENDPOINTS).flatMap(([dialect, endpoints]) => endpoints.map((endpoint) => ({ dialect, endpoint })));

  test.each(rows)(
    "$dialect $endpoint.methods $endpoint.path is served, under a permission the dialect knows",
    async ({ dialect, endpoint }) => {
      for (const method of endpoint.methods) {
        const answer = await send(
          method,
          endpoint.path.replace("{id}", "pay_1001"),
          method === "GET" ? "" : JSON.stringify({ prompt: "a", ...MESSAGES }),
        );
        expect(answer.status).toBe(200);
      }
      const known = DIALECTS[dialect]?.permissions;
      if (known) expect(known).toContain(endpoint.permission);
    },
  );
});
