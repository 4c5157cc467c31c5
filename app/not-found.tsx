// What a person sees at an address that leads nowhere.
import type { Metadata } from "next";
import Link from "next/link";
import { connection } from "next/server";
import { Brand } from "@/components/landing/brand";
import { GUIDE_PATH } from "@/lib/core/guide-paths";

export const metadata: Metadata = { title: "Not found" };

export default async function NotFound() {
  // A page made at build time would carry no nonce.
  await connection();
  return (
    <main className="mx-auto flex max-w-3xl flex-col gap-6 px-5 py-12 sm:py-20">
      <Brand />
      <h1 className="font-semibold text-3xl tracking-tight">There is nothing at this address.</h1>
      <p className="text-ink-soft text-lg">It may have been typed wrong, or what stood here was removed.</p>
      <p>
        <Link href="/" className="font-medium text-accent underline underline-offset-4">
          To the start page
        </Link>
        {" · "}
        <Link href={GUIDE_PATH} className="font-medium text-accent underline underline-offset-4">
          To the guide
        </Link>
      </p>
    </main>
  );
}
