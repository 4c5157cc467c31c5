// The routes of the built-in sample service: what the vendor pages' example calls get. Deterministic, without state.
import { denial } from "@/lib/core/denials/denial";
import type { Answer } from "@/lib/core/http";
import {
  accountAnswer,
  adminAnswer,
  chatAnswer,
  chatRequest,
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
import { answerChatCompletions } from "./chat-completions";
import { type SampleCall, type SampleRoute, sampleAnswer, withBody } from "./sample-call";

const MODELS = ["sample-model", "sample-model-large"];
const PAYMENTS = [
  { id: "pay_1001", amount: "0.01500000", currency: "BTC", status: "completed" },
  { id: "pay_1002", amount: "1.25000000", currency: "ETH", status: "pending" },
  { id: "pay_1003", amount: "250.00", currency: "USDT", status: "completed" },
];

const answerChat = withBody(chatRequest, (call, { prompt, provider }) =>
  sampleAnswer(call, chatAnswer, { provider, response: `This is a sample. You said: ${prompt}` }),
);

const answerGenerate = withBody(generateRequest, (call, { prompt, model }) =>
  sampleAnswer(call, generateAnswer, { success: true, model, output: `This is a sample. You said: ${prompt}` }),
);

const answerResource = withBody(freeRequest, (call, body) =>
  sampleAnswer(call, resourceAnswer, { resource: { ...body, id: "res_1001" }, created: call.method === "POST" }),
);

const answerWebhook = withBody(freeRequest, (call, body) =>
  sampleAnswer(call, webhookAnswer, { webhook: { ...body, id: "wh_1002", active: true } }),
);

/** By path template, then by method. */
export const SAMPLE_ROUTES: Readonly<Record<string, Readonly<Record<string, SampleRoute>>>> = {
  "/chat": { POST: answerChat },
  "/models": { GET: (call) => sampleAnswer(call, modelsAnswer, { models: MODELS.map((id) => ({ id, provider: "neuroswitch" })) }) },
  "/account": { GET: answerAccount },
  "/v1/generate": { POST: answerGenerate },
  "/v1/models": {
    GET: (call) =>
      sampleAnswer(call, modelListAnswer, { object: "list", data: MODELS.map((id) => ({ id, object: "model", owned_by: "sample" })) }),
  },
  "/v1/resources": { POST: answerResource, PUT: answerResource },
  "/v1/webhooks": {
    GET: (call) => sampleAnswer(call, webhooksAnswer, { webhooks: [{ id: "wh_1001", url: "https://example.com/hook", active: true }] }),
    POST: answerWebhook,
  },
  "/v1/admin": { GET: (call) => sampleAnswer(call, adminAnswer, { settings: { region: "sample" } }) },
  "/v1/chat/completions": { POST: answerChatCompletions },
  "/chat/completions": { POST: answerChatCompletions },
  "/v0/payments": { GET: (call) => sampleAnswer(call, paymentsAnswer, { payments: PAYMENTS }) },
  "/v0/payments/{id}": { GET: answerPayment },
};

/** Who the gateway says is calling: the same that an upstream of one's own reads in the caller headers. */
function answerAccount(call: SampleCall): Answer {
  const { subject, name, tenantId, permissions } = call.passage.caller;
  return sampleAnswer(call, accountAnswer, { account: { subject, name, tenantId, permissions } });
}

function answerPayment(call: SampleCall): Answer {
  const payment = PAYMENTS.find(({ id }) => id === call.id);
  return payment === undefined ? call.passage.refuse(denial("not_found")) : sampleAnswer(call, paymentAnswer, { payment });
}
