// Where a requester takes a request back, by the link in a mail.
import type { Metadata } from "next";
import { LinkStep } from "@/components/requests/link-step";
import { readWithdraw, withdrawAsked } from "./actions";

export const metadata: Metadata = { title: "Withdraw your request", robots: { index: false }, referrer: "no-referrer" };

export default function WithdrawPage() {
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-tight">Withdraw your request</h1>
      <LinkStep
        lead="Nobody will decide about it any more. You may ask again at any time."
        label="Withdraw the request"
        pendingLabel="Withdrawing …"
        look="danger"
        doneMessage="The request is withdrawn."
        read={readWithdraw}
        act={withdrawAsked}
      />
    </>
  );
}
