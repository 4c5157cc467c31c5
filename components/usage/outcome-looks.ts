// How outcomes look: told by word and sign, and by colour as well.
import { Ban, CircleCheck, Hourglass } from "lucide-react";
import type { Tone } from "@/components/ui/badge";
import type { Outcome } from "@/lib/core/usage/outcome";

/** The look of one outcome. */
export interface OutcomeLook {
  readonly label: string;
  readonly tone: Tone;
  readonly Icon: typeof Ban;
  /** Of what is drawn. */
  readonly fill: string;
  readonly ink: string;
}

export const OUTCOME_LOOKS: Readonly<Record<Outcome, OutcomeLook>> = {
  accepted: { label: "Accepted", tone: "good", Icon: CircleCheck, fill: "fill-good", ink: "text-good" },
  limited: { label: "Limited", tone: "warn", Icon: Hourglass, fill: "fill-warn", ink: "text-warn" },
  denied: { label: "Denied", tone: "bad", Icon: Ban, fill: "fill-bad", ink: "text-bad" },
};
