// Where a webhook is made.
import type { Metadata } from "next";
import { PageHeading } from "@/components/console/page-heading";
import { NewWebhook } from "@/components/webhooks/new-webhook";
import { requireSession } from "@/lib/runtime/sign-in/with-session";
import { makeWebhook } from "../actions";

export const metadata: Metadata = { title: "Add a webhook" };

export default async function NewWebhookPage() {
  await requireSession("settings.write", "/settings/webhooks/new");
  return (
    <>
      <PageHeading title="Add a webhook">The secret that signs its requests is shown once, right after.</PageHeading>
      <NewWebhook make={makeWebhook} />
    </>
  );
}
