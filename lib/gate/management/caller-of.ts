// Who is behind a call, for the audit and for the rules that look at the caller.
import type { Caller } from "@/lib/core/decision";
import type { ManagementCall } from "./operation";

/** The caller of an operation that is not open. */
export function callerOf(call: ManagementCall): Caller {
  if (call.caller === null) throw new Error("an operation that needs a caller was reached without one");
  return call.caller;
}

/** The caller as the audit names it. */
export function actorOf(call: ManagementCall): string {
  const caller = callerOf(call);
  return caller.kind === "key" ? `key:${caller.publicId ?? caller.id}` : `token:${caller.id}`;
}
