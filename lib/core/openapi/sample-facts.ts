// What the operations of the built-in sample service take and give.
import type { Json } from "@/lib/core/http";
import {
  accountAnswer,
  adminAnswer,
  chatAnswer,
  chatRequest,
  completionAnswer,
  completionRequest,
  freeRequest,
  generateAnswer,
  generateRequest,
  modelListAnswer,
  modelsAnswer,
  paymentAnswer,
  paymentsAnswer,
  resourceAnswer,
  webhookAnswer,
  webhooksAnswer,
} from "@/lib/core/schemas/sample";
import type { JsonContent, OperationFacts } from "./operation-facts";
import { groupOf, nameOperation } from "./paths";

const HELLO = "Hello, world!";
const SAID = `This is a sample. You said: ${HELLO}`;
const PAYMENT = { id: "pay_1001", amount: "0.01500000", currency: "BTC", status: "completed" };
const RESOURCE: JsonContent = { schema: freeRequest, example: { name: "First resource" } };
const KEY = { subject: "key_0123456789", name: "First call", tenantId: null, permissions: ["account"] };
const REPLY = { index: 0, message: { role: "assistant", content: SAID }, finish_reason: "stop" };
const COMPLETION = {
  id: "chatcmpl-sample",
  object: "chat.completion",
  created: 1704067200,
  model: "sample-model",
  choices: [REPLY],
  usage: { prompt_tokens: 2, completion_tokens: 8, total_tokens: 10 },
};
const COMPLETIONS = {
  summary: "Complete a chat",
  body: { schema: completionRequest, example: { model: "sample-model", messages: [{ role: "user", content: HELLO }] } },
  answer: { schema: completionAnswer, example: sample(COMPLETION) },
};

type Known = Pick<OperationFacts, "summary" | "body" | "answer">;

/** By method and template. */
const KNOWN: Readonly<Record<string, Known>> = {
  "POST /chat": {
    summary: "Chat",
    body: { schema: chatRequest, example: { prompt: HELLO, provider: "neuroswitch" } },
    answer: { schema: chatAnswer, example: sample({ provider: "neuroswitch", response: SAID }) },
  },
  "GET /models": {
    summary: "List the models",
    answer: { schema: modelsAnswer, example: sample({ models: [{ id: "sample-model", provider: "neuroswitch" }] }) },
  },
  "GET /account": { summary: "Who am I?", answer: { schema: accountAnswer, example: sample({ account: KEY }) } },
  "POST /v1/generate": {
    summary: "Generate a text",
    body: { schema: generateRequest, example: { prompt: HELLO, model: "sample-model" } },
    answer: { schema: generateAnswer, example: sample({ success: true, model: "sample-model", output: SAID }) },
  },
  "GET /v1/models": {
    summary: "List the models",
    answer: {
      schema: modelListAnswer,
      example: sample({ object: "list", data: [{ id: "sample-model", object: "model", owned_by: "sample" }] }),
    },
  },
  "POST /v1/resources": {
    summary: "Create a resource",
    body: RESOURCE,
    answer: { schema: resourceAnswer, example: sample({ resource: { name: "First resource", id: "res_1001" }, created: true }) },
  },
  "PUT /v1/resources": {
    summary: "Replace a resource",
    body: RESOURCE,
    answer: { schema: resourceAnswer, example: sample({ resource: { name: "First resource", id: "res_1001" }, created: false }) },
  },
  "GET /v1/webhooks": {
    summary: "List the webhooks",
    answer: {
      schema: webhooksAnswer,
      example: sample({ webhooks: [{ id: "wh_1001", url: "https://example.com/hook", active: true }] }),
    },
  },
  "POST /v1/webhooks": {
    summary: "Create a webhook",
    body: { schema: freeRequest, example: { url: "https://example.com/hook" } },
    answer: { schema: webhookAnswer, example: sample({ webhook: { url: "https://example.com/hook", id: "wh_1002", active: true } }) },
  },
  "GET /v1/admin": { summary: "Read the settings", answer: { schema: adminAnswer, example: sample({ settings: { region: "sample" } }) } },
  "POST /v1/chat/completions": COMPLETIONS,
  "POST /chat/completions": COMPLETIONS,
  "GET /v0/payments": { summary: "List the payments", answer: { schema: paymentsAnswer, example: sample({ payments: [PAYMENT] }) } },
  "GET /v0/payments/{id}": { summary: "Retrieve a payment", answer: { schema: paymentAnswer, example: sample({ payment: PAYMENT }) } },
};

/** What is known of an operation of the sample service; null = it has none there. */
export function sampleFacts(method: string, template: string): OperationFacts | null {
  const known = KNOWN[`${method} ${template}`];
  return known === undefined ? null : { id: nameOperation(method, template), tag: groupOf(template), access: "token-or-key", ...known };
}

function sample(facts: { readonly [name: string]: Json }): Json {
  return { sample: true, ...facts };
}
