// `/v1/verify` as a Next route: the same gate that the front door asks.
export {
  answerByGate as DELETE,
  answerByGate as GET,
  answerByGate as HEAD,
  answerByGate as OPTIONS,
  answerByGate as PATCH,
  answerByGate as POST,
  answerByGate as PUT,
} from "@/lib/runtime/mounts/mount-gate";
