// Where an invited person makes their account, by the link of the invitation.
import type { Metadata } from "next";
import { JoinForm } from "@/components/auth/join-form";
import { joinByLink, readSeat } from "./actions";

export const metadata: Metadata = { title: "Join" };

export default function JoinPage() {
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-tight">Join this Keyfuse console</h1>
      <JoinForm read={readSeat} join={joinByLink} />
    </>
  );
}
