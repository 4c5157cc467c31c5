// A call of the server that fails is a refusal like any other: thrown on, it would take the page away, and what was typed with it.
import type { RefusedState } from "@/lib/core/schemas/action-state";

const NOT_REACHED: RefusedState = {
  kind: "refused",
  problems: [
    {
      field: "",
      code: "invalid",
      message:
        "The server could not be reached, or failed. Nothing that you typed is lost: look whether your change was made, then try again.",
    },
  ],
};

/** What the server answered, or that it did not. A call that leads to another page still does. */
export function answered<Given>(call: Promise<Given>): Promise<Given | RefusedState> {
  return call.catch(rethrowOrRefuse);
}

/** Next leads elsewhere by an error of its own, which is no failure. */
function rethrowOrRefuse(error: unknown): RefusedState {
  if (typeof error === "object" && error !== null && "digest" in error && String(error.digest).startsWith("NEXT_")) throw error;
  return NOT_REACHED;
}
