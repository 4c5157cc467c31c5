// Where an API is changed, part by part.
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { DeleteApi } from "@/components/apis/edit/delete-api";
import { EndpointsForm } from "@/components/apis/edit/endpoints-form";
import { GeneralForm } from "@/components/apis/edit/general-form";
import { NewsAlert } from "@/components/apis/edit/news-alert";
import { PartLinks } from "@/components/apis/edit/part-links";
import { PlansForm } from "@/components/apis/edit/plans-form";
import { TrafficForm } from "@/components/apis/edit/traffic-form";
import { TrustForm } from "@/components/apis/edit/trust-form";
import type { SendApiForm } from "@/components/apis/edit/use-api-form";
import { PageHeading } from "@/components/console/page-heading";
import { Section } from "@/components/ui/section";
import { API_PARTS, type ApiPart, readApiPart } from "@/lib/core/apis/api-parts";
import type { EditedApi } from "@/lib/core/apis/edited-api";
import { dialectOptions } from "@/lib/core/dialects/index";
import { type PageQuery, singleOf } from "@/lib/core/schemas/page-query";
import { describeApi } from "@/lib/manage/apis/describe-api";
import { requireSession } from "@/lib/runtime/sign-in/with-session";
import { removeApi, saveApi } from "./actions";

export const metadata: Metadata = { title: "Edit an API" };

interface EditApiProps {
  readonly params: Promise<{ readonly slug: string }>;
  readonly searchParams: Promise<PageQuery>;
}

export default async function EditApiPage({ params, searchParams }: EditApiProps) {
  const { slug } = await params;
  const query = await searchParams;
  const { world } = await requireSession("apis.write", `/apis/${slug}/edit`);
  const api = await describeApi(world, slug);
  if (api === null) notFound();
  const part = readApiPart(singleOf(query, "part"));
  const save = saveApi.bind(null, slug, api.version, part);
  return (
    <>
      <PageHeading title={`Edit ${api.name}`}>
        <Link href={`/apis/${slug}`} prefetch={false} className="text-accent underline underline-offset-4">
          Back to the API
        </Link>
        . What you save holds for the next request.
      </PageHeading>
      <PartLinks slug={slug} part={part} />
      <NewsAlert news={singleOf(query, "news")} />
      <Section id="part" title={API_PARTS.find((each) => each.part === part)?.label ?? ""}>
        <PartForm key={`${part} ${api.version}`} part={part} api={api} save={save} />
      </Section>
      {part === "general" && (
        <Section id="delete" title="Delete">
          <DeleteApi api={api} remove={removeApi.bind(null, slug)} />
        </Section>
      )}
    </>
  );
}

interface PartFormProps {
  readonly part: ApiPart;
  readonly api: EditedApi;
  readonly save: SendApiForm;
}

function PartForm({ part, api, save }: PartFormProps) {
  if (part === "general") return <GeneralForm api={api} dialects={dialectOptions()} save={save} />;
  if (part === "plans") return <PlansForm api={api} save={save} />;
  if (part === "traffic") return <TrafficForm api={api} save={save} />;
  if (part === "endpoints") {
    return api.isBuiltIn ? (
      <Why>The endpoints of this API are built in: the API reference lists them.</Why>
    ) : (
      <EndpointsForm api={api} save={save} />
    );
  }
  if (api.dialect.tokens !== null) return <TrustForm api={api} save={save} />;
  return <Why>The dialect {api.dialect.title} knows no tokens, so there is no issuer to trust: callers present keys.</Why>;
}

function Why({ children }: { readonly children: React.ReactNode }) {
  return <p className="max-w-prose text-ink-soft leading-relaxed">{children}</p>;
}
