"use client";
// What a person sees when a page failed; the log knows more under the same request id.
import Link from "next/link";
import { TROUBLESHOOTING_PATH } from "@/lib/core/guide-paths";

export default function PageError({ reset }: { readonly error: Error & { readonly digest?: string }; readonly reset: () => void }) {
  return (
    <main className="mx-auto flex max-w-3xl flex-col gap-6 px-5 py-12 sm:py-20">
      <h1 className="font-semibold text-3xl tracking-tight">This page could not be shown.</h1>
      <p className="text-ink-soft text-lg">
        Something went wrong on our side. If you had just changed something, look whether it was saved before you send it again.
      </p>
      <p className="flex flex-wrap items-center gap-4">
        <button type="button" onClick={reset} className="rounded-md border border-line bg-surface px-4 py-2 font-medium">
          Try again
        </button>
        <Link href={TROUBLESHOOTING_PATH} prefetch={false} className="font-medium text-accent underline underline-offset-4">
          Troubleshooting
        </Link>
      </p>
    </main>
  );
}
