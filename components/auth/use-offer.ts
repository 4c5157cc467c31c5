// What a single-use link offers, asked of the server before anything is typed.
import { useEffect, useState } from "react";
import { type ActionState, IDLE, messageFor } from "@/lib/core/schemas/action-state";
import { useLinkToken } from "./use-link-token";

interface Offered {
  readonly kind: "offered";
}

/** A link's offer, or why there is none. */
export type OfferState<Offer extends Offered> = ActionState | Offer;

/** null = not known yet. A refusal stands as its sentence. */
export function useOffer<Offer extends Offered>(read: (token: string) => Promise<OfferState<Offer>>, noToken: string) {
  const token = useLinkToken();
  const [state, setState] = useState<OfferState<Offer>>(IDLE);
  useEffect(() => {
    if (token !== null && token !== "") read(token).then(setState, () => setState(UNREACHABLE));
  }, [token, read]);
  const offer = state.kind === "offered" ? (state as Offer) : null;
  const refusal = token === "" ? noToken : state.kind === "refused" ? (messageFor(state, "token") ?? messageFor(state, "")) : null;
  return { token, offer, refusal };
}

const UNREACHABLE: ActionState = {
  kind: "refused",
  problems: [{ field: "", code: "invalid", message: "The link could not be read. Check your connection and open the link again." }],
};
