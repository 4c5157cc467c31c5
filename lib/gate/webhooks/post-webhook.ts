// Sends webhooks over HTTP: only to where may be connected, soon, and without being sent elsewhere.
import { createHmac } from "node:crypto";
import { Agent, request } from "undici";
import { oneLine } from "@/lib/core/mail/address";
import { checkedConnector, createAddressPolicy } from "@/lib/gate/gateway/upstream-address";
import type { SignBase64, WebhookPost } from "@/lib/ports/webhook-post";

export const signBase64: SignBase64 = (secret, text) => createHmac("sha256", secret).update(text, "utf8").digest("base64");

const CONNECT_WITHIN_MS = 5000;
const WITHIN_MS = 15_000;

/** Where connections may go. */
export interface WebhookPostOptions {
  readonly allowPrivate: readonly string[];
  readonly allowLoopback: boolean;
}

/** Opens nothing yet. Addresses are judged and pinned as those of upstreams are. */
export function createWebhookPost({ allowPrivate, allowLoopback }: WebhookPostOptions): WebhookPost {
  const connect = checkedConnector(createAddressPolicy(allowPrivate, allowLoopback), CONNECT_WITHIN_MS);
  const dispatcher = new Agent({ connect, connections: 4, pipelining: 1, keepAliveTimeout: 1000, keepAliveMaxTimeout: 1000 });
  return {
    async post({ url, headers, body }) {
      try {
        // undici follows no redirect unless it is told to.
        const answer = await request(url, { method: "POST", headers, body, dispatcher, signal: AbortSignal.timeout(WITHIN_MS) });
        // Nothing of the answer is wanted but its status; to give it up is an error that nobody needs to hear of.
        answer.body.on("error", () => {});
        answer.body.destroy();
        const { statusCode } = answer;
        const isTaken = statusCode >= 200 && statusCode < 300;
        return { status: statusCode, error: isTaken ? null : `It answered with the status ${statusCode}.` };
      } catch (fault) {
        return { status: null, error: reasonOf(fault) };
      }
    },
    close: () => dispatcher.destroy(),
  };
}

function reasonOf(fault: unknown): string {
  if (!(fault instanceof Error)) return "It could not be reached.";
  if (fault.name === "TimeoutError") return "It did not answer in time.";
  if ("code" in fault && fault.code === "EACCES") return "Its address may not be connected to (ALLOW_PRIVATE_UPSTREAMS).";
  return "code" in fault ? oneLine(`It could not be reached (${String(fault.code)}).`) : "It could not be reached.";
}
