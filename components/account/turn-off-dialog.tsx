// Turns the second factor off, by the password and a code.
"use client";
import { ProofDialog } from "./proof-dialog";
import type { SecondFactorCalls } from "./second-factor";

interface TurnOffDialogProps extends Pick<SecondFactorCalls, "turnOff"> {
  readonly onClose: () => void;
}

export function TurnOffDialog({ turnOff, onClose }: TurnOffDialogProps) {
  return (
    <ProofDialog
      title="Turn the second factor off?"
      description="From then on your password alone signs you in. Your recovery codes are gone with it."
      labels={{ keep: "Leave it on", confirm: "Turn it off" }}
      look="danger"
      asksCode
      send={turnOff}
      onClose={onClose}
    />
  );
}
