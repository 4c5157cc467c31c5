// The rows that every gateway dialect shares: one list, worded by each dialect's own envelope.
import { acceptedRows, refusedKeyRows, severalRows, urlRows } from "./gateway-credentials";
import { grantRows, limitRows, routeRows } from "./gateway-grants";
import { pathRows, transportRows, upstreamRows } from "./gateway-transport";
import type { GatewayWords } from "./gateway-words";
import type { Row } from "./row";

/** The rows that every gateway dialect shares, all against `/gateway/{slug}` unless they say otherwise. */
export function gatewayRows(words: GatewayWords): Row[] {
  return [
    ...acceptedRows(words),
    ...refusedKeyRows(words),
    ...severalRows(words),
    ...urlRows(words),
    ...grantRows(words),
    ...routeRows(words),
    ...limitRows(words),
    ...upstreamRows(words),
    ...transportRows(words),
    ...pathRows(words),
  ];
}
