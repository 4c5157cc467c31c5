// What the built-in sample service takes and gives: the vendor pages' example calls.
import { z } from "zod";
import { anyJson } from "./texts";

const DEFAULT_MODEL = "sample-model";
const DEFAULT_PROVIDER = "neuroswitch";

/** A text field of a request. The message repeats nothing of what was sent. */
function text(name: string) {
  const error = `"${name}" must be a non-empty string.`;
  return z.string({ error }).min(1, error);
}

/** `POST /chat`. */
export const chatRequest = z.looseObject({ prompt: text("prompt"), provider: text("provider").default(DEFAULT_PROVIDER) });

/** `POST /v1/generate`. */
export const generateRequest = z.looseObject({ prompt: text("prompt"), model: text("model").default(DEFAULT_MODEL) });

const NEEDS_USER = '"messages" must be a list with at least one user message.';
const message = z.looseObject({ role: z.string(NEEDS_USER), content: anyJson.optional() }, NEEDS_USER);

/** Chat completions in the shape that OpenAI clients send. The last message of the user is echoed. */
export const completionRequest = z.looseObject({
  model: text("model").default(DEFAULT_MODEL),
  messages: z.array(message, NEEDS_USER).refine((messages) => lastUserText(messages) !== null, NEEDS_USER),
  stream: z
    .boolean('"stream" must be true or false.')
    .nullish()
    .meta({ description: "`true` sends the answer word by word, as server-sent events." }),
});

/** The text of the last message that the user said, or null. */
export function lastUserText(messages: readonly z.output<typeof message>[]): string | null {
  const last = messages.findLast(({ role }) => role === "user");
  return typeof last?.content === "string" ? last.content : null;
}

/** `POST` and `PUT /v1/resources`, `POST /v1/webhooks`: an object of the caller's own, given back. */
export const freeRequest = z.record(z.string(), anyJson);

const sample = { sample: z.literal(true) };

export const chatAnswer = z.strictObject({ ...sample, provider: z.string(), response: z.string() });
export const modelsAnswer = z.strictObject({ ...sample, models: z.array(z.strictObject({ id: z.string(), provider: z.string() })) });
export const accountAnswer = z.strictObject({
  ...sample,
  account: z.strictObject({
    subject: z.string(),
    name: z.string(),
    tenantId: z.string().nullable(),
    permissions: z.array(z.string()).readonly(),
  }),
});
export const generateAnswer = z.strictObject({ ...sample, success: z.literal(true), model: z.string(), output: z.string() });
export const modelListAnswer = z.strictObject({
  ...sample,
  object: z.literal("list"),
  data: z.array(z.strictObject({ id: z.string(), object: z.literal("model"), owned_by: z.string() })),
});
export const resourceAnswer = z.strictObject({ ...sample, resource: z.object({ id: z.string() }).catchall(anyJson), created: z.boolean() });
export const webhooksAnswer = z.strictObject({
  ...sample,
  webhooks: z.array(z.strictObject({ id: z.string(), url: z.string(), active: z.boolean() })),
});
export const webhookAnswer = z.strictObject({ ...sample, webhook: z.object({ id: z.string(), active: z.boolean() }).catchall(anyJson) });
export const adminAnswer = z.strictObject({ ...sample, settings: z.strictObject({ region: z.string() }) });
export const completionAnswer = z.strictObject({
  ...sample,
  id: z.string(),
  object: z.literal("chat.completion"),
  created: z.int(),
  model: z.string(),
  choices: z.array(
    z.strictObject({
      index: z.int(),
      message: z.strictObject({ role: z.literal("assistant"), content: z.string() }),
      finish_reason: z.literal("stop"),
    }),
  ),
  usage: z.strictObject({ prompt_tokens: z.int(), completion_tokens: z.int(), total_tokens: z.int() }),
});

const payment = z.strictObject({ id: z.string(), amount: z.string(), currency: z.string(), status: z.enum(["completed", "pending"]) });
export const paymentsAnswer = z.strictObject({ ...sample, payments: z.array(payment) });
export const paymentAnswer = z.strictObject({ ...sample, payment });
