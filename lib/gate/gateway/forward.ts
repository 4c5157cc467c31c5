// Carries a decided request to its upstream and the answer back, both as streams.
import { type Denial, denial } from "@/lib/core/denials/denial";
import { answerHeaders } from "@/lib/core/gateway/answer-headers";
import { readBodyFraming } from "@/lib/core/gateway/body-framing";
import { type Answer, emptyAnswer, type RawRequest } from "@/lib/core/http";
import type { Soon } from "@/lib/ports/gate-ports";
import { callUpstream } from "./call-upstream";
import type { ExchangeFailure, ExchangeOutcome } from "./exchange";
import type { Passage } from "./passage";
import type { Upstreams } from "./upstreams";

const DENIALS: Readonly<Record<Exclude<ExchangeFailure, "client_gone">, Denial>> = {
  overrun: denial("body_too_large"),
  timeout: denial("upstream_timeout"),
  unreachable: denial("upstream_unreachable"),
  unsendable: denial("bad_request", { detail: "The request cannot be passed on." }),
};
/** Written nowhere but into usage: nobody is left to read it. */
const CLIENT_CLOSED_REQUEST = 499;

/**
 * The upstream's answer, streaming: status, repeated lines, encoding and cookies as the upstream sent them, without connection
 * lines, with our request id and the passage's headers. A refusal in the API's dialect where the body is longer than the API
 * allows (413), the upstream cannot be reached or breaks off before its head (502) or is silent too long (504). What breaks off
 * after the head makes the body's iteration reject, so that a mount destroys the connection instead of ending a torn answer well.
 */
export function forward(request: RawRequest, passage: Passage, upstreams: Upstreams): Soon<Answer> {
  const framing = readBodyFraming(request.headers);
  if (framing === null) return passage.refuse(denial("bad_request", { detail: "The length of the body is contradictory." }));
  const { maxBodyBytes } = passage.api.settings;
  if (maxBodyBytes !== null && framing.kind === "sized" && framing.bytes > maxBodyBytes) return passage.refuse(DENIALS.overrun);
  const outcome = callUpstream({ request, passage, framing, upgrade: null }, upstreams);
  return outcome.then((settled) => answerOf(settled, passage, upstreams));
}

/** The answer for an outcome that switched no protocol. */
export function answerOf(outcome: ExchangeOutcome, passage: Passage, upstreams: Upstreams): Answer {
  if (outcome.kind === "head") {
    return { status: outcome.status, headers: answerHeaders(outcome.headers, passage), body: outcome.body };
  }
  if (outcome.kind === "switched") {
    // Only a request that asked for it can be switched: an upstream that does so unasked is broken.
    outcome.socket.destroy();
    return passage.refuse(DENIALS.unreachable);
  }
  if (outcome.failure === "client_gone") return emptyAnswer(CLIENT_CLOSED_REQUEST);
  if (outcome.failure !== "overrun") {
    upstreams.reportFailure({ apiSlug: passage.api.slug, requestId: passage.requestId, error: outcome.error });
  }
  return passage.refuse(DENIALS[outcome.failure]);
}
