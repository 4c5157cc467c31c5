// `/v1/verify` as a Next route: the same gate that the front door asks.
import { mountGate } from "@/lib/runtime/mounts/mount-gate";

const answer = mountGate();

export { answer as GET, answer as HEAD, answer as POST, answer as PUT, answer as PATCH, answer as DELETE, answer as OPTIONS };
