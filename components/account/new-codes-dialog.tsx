// Makes new recovery codes, for whoever types the password and a code once more.
"use client";
import { useShownOnce } from "@/components/ui/use-shown-once";
import { ProofDialog } from "./proof-dialog";
import type { SecondFactorCalls } from "./second-factor";
import { CodesStep } from "./set-up-dialog";

interface NewCodesDialogProps extends Pick<SecondFactorCalls, "renewCodes"> {
  readonly onClose: () => void;
}

export function NewCodesDialog({ renewCodes, onClose }: NewCodesDialogProps) {
  const [codes, setCodes] = useShownOnce<readonly string[]>();
  if (codes !== null) return <CodesStep codes={codes} onClose={onClose} />;
  return (
    <ProofDialog
      title="Make new recovery codes?"
      description="The codes that you have now open nothing any more."
      labels={{ keep: "Keep the old codes", confirm: "Make new codes" }}
      asksCode
      send={renewCodes}
      onDone={(answer) => {
        if (answer.kind === "codes") setCodes(answer.codes);
      }}
      onClose={onClose}
    />
  );
}
