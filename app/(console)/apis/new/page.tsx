// Where an API is put behind this instance.
import type { Metadata } from "next";
import { CreateApiForm } from "@/components/apis/edit/create-api-form";
import { PageHeading } from "@/components/console/page-heading";
import { dialectOptions } from "@/lib/core/dialects/index";
import { readInstanceUrl } from "@/lib/runtime/sign-in/instance-url";
import { requireSession } from "@/lib/runtime/sign-in/with-session";
import { makeApi } from "../actions";

export const metadata: Metadata = { title: "Create an API" };

export default async function NewApiPage() {
  await requireSession("apis.write", "/apis/new");
  return (
    <>
      <PageHeading title="Create an API">
        Your API stays where it is. Keyfuse stands in front of it, asks each request for a key, counts it, and passes it on.
      </PageHeading>
      <CreateApiForm dialects={dialectOptions()} gatewayUrl={`${await readInstanceUrl()}/gateway`} create={makeApi} />
    </>
  );
}
