// Says in red that what is chosen means everything, or nothing, before anybody finds out by a leak.
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

export function RedLine({ children }: { readonly children: ReactNode }) {
  return (
    <p role="status" className="flex gap-3 rounded-md border border-bad/40 border-l-4 border-l-bad bg-bad-soft px-4 py-3 text-bad text-sm">
      <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0 leading-relaxed">{children}</span>
    </p>
  );
}
