// One API's reference: which API it is, where its document is, and every operation to read and to try out.
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { PageHeading } from "@/components/console/page-heading";
import { ApiChoice } from "@/components/reference/api-choice";
import { ApiReference } from "@/components/reference/api-reference";
import { documentPath } from "@/lib/core/openapi/reference-paths";
import { readPublished } from "@/lib/core/published";
import { referenceTitle } from "@/lib/gate/reference/documented-api";
import { findSession } from "@/lib/runtime/sign-in/with-session";

export async function ReferencePage({ slug }: { readonly slug: string }) {
  await connection();
  const apis = readPublished()?.catalogue().apis ?? [];
  const api = apis.find((candidate) => candidate.slug === slug);
  if (api === undefined) notFound();
  // Only members may know which APIs there are; whoever knows one already knows its entrance.
  const listed = (await findSession()) === null ? [] : apis;
  const path = documentPath(slug);
  return (
    <>
      <PageHeading title={`${referenceTitle(api)}: reference`}>
        Authorize with a key, then try any call out: it is sent from this page to this instance, without cookies. The key stays in this page
        until you leave it. For programs, the same as an OpenAPI document:{" "}
        <a href={path} className="font-medium text-accent underline underline-offset-4">
          {path}
        </a>
      </PageHeading>
      {listed.length > 0 && (
        <ApiChoice apis={listed.map((listedApi) => ({ slug: listedApi.slug, title: referenceTitle(listedApi) }))} current={slug} />
      )}
      <ApiReference key={slug} documentPath={path} />
    </>
  );
}
