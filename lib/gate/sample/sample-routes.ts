// The routes of the built-in sample service: what the vendor pages' example calls get. Deterministic, without state.
import { denial } from "@/lib/core/denials/denial";
import type { Answer } from "@/lib/core/http";
import { answerChatCompletions } from "./chat-completions";
import { refuseBody, type SampleCall, type SampleRoute, sampleAnswer, textField } from "./sample-call";

const MODELS = ["sample-model", "sample-model-large"];
const PAYMENTS = [
  { id: "pay_1001", amount: "0.01500000", currency: "BTC", status: "completed" },
  { id: "pay_1002", amount: "1.25000000", currency: "ETH", status: "pending" },
  { id: "pay_1003", amount: "250.00", currency: "USDT", status: "completed" },
];

/** By path template, then by method. */
export const SAMPLE_ROUTES: Readonly<Record<string, Readonly<Record<string, SampleRoute>>>> = {
  "/chat": { POST: answerChat },
  "/models": { GET: (call) => sampleAnswer(call, { models: MODELS.map((id) => ({ id, provider: "neuroswitch" })) }) },
  "/account": { GET: answerAccount },
  "/v1/generate": { POST: answerGenerate },
  "/v1/models": {
    GET: (call) => sampleAnswer(call, { object: "list", data: MODELS.map((id) => ({ id, object: "model", owned_by: "sample" })) }),
  },
  "/v1/resources": { POST: answerResource, PUT: answerResource },
  "/v1/webhooks": {
    GET: (call) => sampleAnswer(call, { webhooks: [{ id: "wh_1001", url: "https://example.com/hook", active: true }] }),
    POST: (call) => sampleAnswer(call, { webhook: { ...call.body, id: "wh_1002", active: true } }),
  },
  "/v1/admin": { GET: (call) => sampleAnswer(call, { settings: { region: "sample" } }) },
  "/v1/chat/completions": { POST: answerChatCompletions },
  "/chat/completions": { POST: answerChatCompletions },
  "/v0/payments": { GET: (call) => sampleAnswer(call, { payments: PAYMENTS }) },
  "/v0/payments/{id}": { GET: answerPayment },
};

function answerChat(call: SampleCall): Answer {
  const prompt = textField(call.body, "prompt", null);
  const provider = textField(call.body, "provider", "neuroswitch");
  if (prompt === null) return refuseBody(call, '"prompt" must be a non-empty string.');
  if (provider === null) return refuseBody(call, '"provider" must be a non-empty string.');
  return sampleAnswer(call, { provider, response: `This is a sample. You said: ${prompt}` });
}

function answerGenerate(call: SampleCall): Answer {
  const prompt = textField(call.body, "prompt", null);
  const model = textField(call.body, "model", "sample-model");
  if (prompt === null) return refuseBody(call, '"prompt" must be a non-empty string.');
  if (model === null) return refuseBody(call, '"model" must be a non-empty string.');
  return sampleAnswer(call, { success: true, model, output: `This is a sample. You said: ${prompt}` });
}

/** Who the gateway says is calling: the same that an upstream of one's own reads in the caller headers. */
function answerAccount(call: SampleCall): Answer {
  const { subject, name, tenantId, permissions } = call.passage.caller;
  return sampleAnswer(call, { account: { subject, name, tenantId, permissions } });
}

function answerResource(call: SampleCall): Answer {
  return sampleAnswer(call, { resource: { ...call.body, id: "res_1001" }, created: call.method === "POST" });
}

function answerPayment(call: SampleCall): Answer {
  const payment = PAYMENTS.find(({ id }) => id === call.id);
  return payment === undefined ? call.passage.refuse(denial("not_found")) : sampleAnswer(call, { payment });
}
