// Where a credential that does not work is tested.
import type { Metadata } from "next";
import { headers } from "next/headers";
import Link from "next/link";
import { PageHeading } from "@/components/console/page-heading";
import { TestForm } from "@/components/tester/test-form";
import { SERVICE_SLUG } from "@/lib/core/catalogue";
import { readPublished } from "@/lib/core/published";
import { clientAddress } from "@/lib/runtime/sign-in/requester";
import { requireSession } from "@/lib/runtime/sign-in/with-session";
import { testCredential } from "./actions";

export const metadata: Metadata = { title: "Test a key" };

export default async function TestPage() {
  await requireSession("keys.test", "/test");
  const apis = (readPublished()?.catalogue().apis ?? []).filter(({ slug }) => slug !== SERVICE_SLUG);
  return (
    <>
      <PageHeading title="Test a key">
        Paste what does not work: a key or token, a header line, or a whole curl command. You see which check refuses it, the answer its
        client gets, and what to change. The test counts against no limit, and nothing that you paste is stored or logged. What was decided
        about a call that was made, its request id tells:{" "}
        <Link href="/explain" prefetch={false} className="text-accent underline underline-offset-4">
          explain a request
        </Link>
        .
      </PageHeading>
      <TestForm action={testCredential} apis={apis.map(({ slug, name }) => ({ slug, name }))} ownAddress={clientAddress(await headers())} />
    </>
  );
}
