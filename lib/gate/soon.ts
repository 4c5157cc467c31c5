// Continues with a value that is here already, or waits for one that is not: a cached answer never leaves the turn.
import type { Soon } from "@/lib/ports/gate-ports";

/** `next(value)`, at once when the value is here. */
export function after<T, R>(value: Soon<T>, next: (value: T) => Soon<R>): Soon<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}
