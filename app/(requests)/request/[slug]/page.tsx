// Where anybody asks for a key of an API whose form is open to everybody; of other APIs nothing is said.
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PublicRequestForm } from "@/components/requests/public-request-form";
import { findRequestable } from "@/lib/manage/requests/request-access";
import { offeredPlans } from "@/lib/runtime/sign-in/offered-plans";
import { readConsole } from "@/lib/runtime/sign-in/published-console";
import { askForKey } from "./actions";

export const metadata: Metadata = { title: "Ask for a key", robots: { index: false } };

export default async function RequestPage({ params }: { readonly params: Promise<{ readonly slug: string }> }) {
  const { slug } = await params;
  const api = await findRequestable(readConsole().world, slug);
  if (api === null || api.access !== "public") notFound();
  return (
    <>
      <header className="flex flex-col gap-2">
        <h1 className="break-words font-semibold text-2xl tracking-tight">Ask for a key of {api.name}</h1>
        <p className="text-ink-soft leading-relaxed">
          You get a mail to confirm your address; then somebody looks at your request. If it is approved, a second mail leads to your key.
        </p>
      </header>
      <PublicRequestForm plans={offeredPlans(api)} ask={askForKey.bind(null, api.slug)} />
    </>
  );
}
