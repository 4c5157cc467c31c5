// Offers to try a request against the key before it is saved; what does it is loaded when it is first asked for.
"use client";
import { FlaskConical } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { PANEL } from "./field-props";
import type { RequestSimulatorProps } from "./request-simulator";

const loadSimulator = () => import("./request-simulator");
const RequestSimulator = lazy(async () => ({ default: (await loadSimulator()).RequestSimulator }));

export function SimulatorPanel(props: RequestSimulatorProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <section aria-labelledby="simulator" className={PANEL}>
      <div className="flex flex-col gap-1.5">
        <h2 id="simulator" className="font-medium text-sm">
          Test a request against this key
        </h2>
        <p className="text-ink-soft text-sm">By the checks that requests meet, before anything is saved. Nothing is sent or counted.</p>
      </div>
      {isOpen ? (
        <Suspense fallback={<p className="text-ink-soft text-sm">Loading …</p>}>
          {/* Another API has other paths to begin with. */}
          <RequestSimulator key={props.api.slug} {...props} />
        </Suspense>
      ) : (
        <Button onClick={() => setOpen(true)} onPointerEnter={loadSimulator} onFocus={loadSimulator} className="self-start">
          <FlaskConical aria-hidden="true" />
          Try a request
        </Button>
      )}
    </section>
  );
}
