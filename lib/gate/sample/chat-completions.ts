// Chat completions in the shape that OpenAI clients expect: one document, or server-sent events.
import { setImmediate } from "node:timers/promises";
import type { Answer, Json } from "@/lib/core/http";
import { completionAnswer, completionRequest, lastUserText } from "@/lib/core/schemas/sample";
import { type SampleCall, sampleAnswer, withBody } from "./sample-call";

const ID = "chatcmpl-sample";
/** The same at every call: a sample has no clock. */
const CREATED = 1704067200;

/** Echoes the last user message; with `"stream": true` word by word, ending in `data: [DONE]`. */
export const answerChatCompletions = withBody(completionRequest, (call, { model, messages, stream }) => {
  const prompt = lastUserText(messages) ?? "";
  const reply = `This is a sample. You said: ${prompt}`;
  return stream === true ? streamed(call, model, reply) : whole(call, model, prompt, reply);
});

function whole(call: SampleCall, model: string, prompt: string, reply: string): Answer {
  const promptTokens = countWords(prompt);
  const replyTokens = countWords(reply);
  return sampleAnswer(call, completionAnswer, {
    id: ID,
    object: "chat.completion",
    created: CREATED,
    model,
    choices: [{ index: 0, message: { role: "assistant", content: reply }, finish_reason: "stop" }],
    usage: { prompt_tokens: promptTokens, completion_tokens: replyTokens, total_tokens: promptTokens + replyTokens },
  });
}

function streamed(call: SampleCall, model: string, reply: string): Answer {
  return {
    status: 200,
    headers: [
      ["content-type", "text/event-stream"],
      ["cache-control", "no-store"],
      ["x-request-id", call.passage.requestId],
      ...call.passage.extraHeaders,
    ],
    body: events(model, reply),
  };
}

async function* events(model: string, reply: string): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const event = (delta: Json, finish: string | null) => {
    const choices = [{ index: 0, delta, finish_reason: finish }];
    const chunk = { sample: true, id: ID, object: "chat.completion.chunk", created: CREATED, model, choices };
    return encoder.encode(`data: ${JSON.stringify(chunk)}\n\n`);
  };
  yield event({ role: "assistant", content: "" }, null);
  for (const word of reply.match(/\S+\s*/g) ?? []) {
    // Each word is an event of its own turn: what reads it sees a stream, not one block.
    await setImmediate();
    yield event({ content: word }, null);
  }
  yield event({}, "stop");
  yield encoder.encode("data: [DONE]\n\n");
}

/** Words stand for tokens: a sample has no tokenizer. */
function countWords(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}
