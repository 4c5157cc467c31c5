// The front door's own answers: refusals in the words of the API that was addressed, or in Keyfuse's own where none was.
import { type Denial, denial } from "@/lib/core/denials/denial";
import { renderDenial } from "@/lib/core/denials/render-denial";
import { keyfuseService } from "@/lib/core/dialects/keyfuse-service";
import { type Answer, jsonAnswer } from "@/lib/core/http";
import type { Published } from "@/lib/core/published";
import type { Reception } from "./reception";

/** What this instance serves nowhere, whatever the credential. null = something may be served. */
export function refuseUnserved(reception: Reception, published: Published): Answer | null {
  if (reception.route.kind === "misdirected") return misdirected();
  if (reception.refusal !== null) return refuse(reception, published, reception.refusal);
  return reception.route.kind === "nowhere" ? refuse(reception, published, denial("not_found")) : null;
}

/** The answer for a refusal that never reached the gate; it is counted where an API was addressed. */
export function refuse(reception: Reception, published: Published, refusal: Denial): Answer {
  const { method, context, route } = reception;
  const dialect = route.kind === "api" ? route.api.dialect : keyfuseService;
  if (context.api !== null) published.recordRefusal(method, context, context.api, refusal);
  return renderDenial(refusal, dialect, {
    requestId: context.requestId,
    apiSlug: context.api ?? "keyfuse",
    supportUrl: published.supportUrl,
  });
}

function misdirected(): Answer {
  return jsonAnswer(421, {
    error: {
      code: "misdirected_request",
      message: "This instance does not answer for that host. Set KEYFUSE_URL, or give an API that host.",
    },
  });
}
