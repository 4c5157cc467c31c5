// The latest refusals without a known caller in memory, for platforms whose disks do not last.
import type { UnknownRefusal } from "@/lib/ports/usage-ports";
import type { RefusalBook } from "./refusal-book";

const CAPACITY = 20_000;

/** A book that ends with its process and holds the latest `capacity` refusals. */
export function rememberRefusals(onNote: (refusal: UnknownRefusal) => void, capacity = CAPACITY): RefusalBook {
  const byId = new Map<string, UnknownRefusal>();
  return {
    note(refusal) {
      onNote(refusal);
      byId.set(refusal.requestId, refusal);
      const [oldest] = byId.size > capacity ? byId.keys() : [];
      if (oldest !== undefined) byId.delete(oldest);
    },
    find: async (requestId) => byId.get(requestId) ?? null,
    flush: async () => {},
    close: async () => {},
  };
}
