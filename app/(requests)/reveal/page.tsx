// Where an approved requester sees the secret of their key, once, by the link in a mail.
import type { Metadata } from "next";
import { RevealStep } from "@/components/requests/reveal-step";
import { readReveal, revealSecret } from "./actions";

export const metadata: Metadata = { title: "Your key", robots: { index: false }, referrer: "no-referrer" };

export default function RevealPage() {
  return <RevealStep read={readReveal} reveal={revealSecret} />;
}
