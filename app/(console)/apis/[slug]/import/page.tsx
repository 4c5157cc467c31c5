// Where the endpoints of an API are taken from an OpenAPI document.
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ImportForm } from "@/components/apis/import/import-form";
import { PageHeading } from "@/components/console/page-heading";
import { apiPartPath } from "@/lib/core/apis/api-parts";
import { describeApi } from "@/lib/manage/apis/describe-api";
import { requireSession } from "@/lib/runtime/sign-in/with-session";
import { saveApi } from "../edit/actions";
import { planEndpoints } from "./actions";

export const metadata: Metadata = { title: "Import endpoints" };

export default async function ImportPage({ params }: { readonly params: Promise<{ readonly slug: string }> }) {
  const { slug } = await params;
  const { world } = await requireSession("apis.write", `/apis/${slug}/import`);
  const api = await describeApi(world, slug);
  if (api === null || api.isBuiltIn) notFound();
  return (
    <>
      <PageHeading title="Import endpoints">
        From an OpenAPI document, version 3.0 or 3.1, in JSON or YAML, into{" "}
        <Link href={apiPartPath(slug, "endpoints")} prefetch={false} className="text-accent underline underline-offset-4">
          {api.name}
        </Link>
        . You see what would change, and choose, before anything is saved.
      </PageHeading>
      <ImportForm slug={slug} onTemplate={api.keys.onTemplate} plan={planEndpoints.bind(null, slug)} save={saveApi.bind(null, slug)} />
    </>
  );
}
