// Where a requester confirms their address, by the link in a mail.
import type { Metadata } from "next";
import { LinkStep } from "@/components/requests/link-step";
import { confirmAddress, readConfirm } from "./actions";

export const metadata: Metadata = { title: "Confirm your address", robots: { index: false }, referrer: "no-referrer" };

export default function ConfirmPage() {
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-tight">Confirm your address</h1>
      <LinkStep
        lead="Then somebody looks at your request for a key."
        label="Confirm my address"
        pendingLabel="Confirming …"
        look="main"
        doneMessage="Thank you. Your request waits for a decision; you are told of it by mail."
        read={readConfirm}
        act={confirmAddress}
      />
    </>
  );
}
