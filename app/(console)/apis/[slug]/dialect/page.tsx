// Where an API is given a dialect of its own.
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { DialectForm } from "@/components/apis/dialect/dialect-form";
import { NewsAlert } from "@/components/apis/edit/news-alert";
import { PageHeading } from "@/components/console/page-heading";
import { apiPartPath } from "@/lib/core/apis/api-parts";
import type { EditedApi } from "@/lib/core/apis/edited-api";
import { subjectOf } from "@/lib/core/denials/example-facts";
import type { Dialect } from "@/lib/core/dialects/dialect";
import { DIALECTS, VENDOR_DIALECTS } from "@/lib/core/dialects/index";
import { readPublished } from "@/lib/core/published";
import { type PageQuery, singleOf } from "@/lib/core/schemas/page-query";
import { describeApi } from "@/lib/manage/apis/describe-api";
import { requireSession } from "@/lib/runtime/sign-in/with-session";
import { saveApi } from "../edit/actions";

export const metadata: Metadata = { title: "Edit a dialect" };

interface DialectPageProps {
  readonly params: Promise<{ readonly slug: string }>;
  readonly searchParams: Promise<PageQuery>;
}

export default async function DialectPage({ params, searchParams }: DialectPageProps) {
  const { slug } = await params;
  const { world } = await requireSession("apis.write", `/apis/${slug}/dialect`);
  const api = await describeApi(world, slug);
  if (api === null || api.isBuiltIn) notFound();
  const subject = subjectOf({ endpoints: api.endpoints, plans: Object.fromEntries(api.plans.map((plan) => [plan.name, plan])) });
  return (
    <>
      <PageHeading title={`Dialect of ${api.name}`}>
        {api.isCustom
          ? "This API speaks a dialect of its own."
          : `This API speaks ${api.dialect.title}; here it is given a copy to change.`}{" "}
        To choose one that ships, go{" "}
        <Link href={apiPartPath(slug, "general")} prefetch={false} className="text-accent underline underline-offset-4">
          back to the API
        </Link>
        .
      </PageHeading>
      <NewsAlert news={singleOf(await searchParams, "news")} />
      <DialectForm
        key={api.version}
        dialect={ownDialect(api)}
        isCustom={api.isCustom}
        shipped={VENDOR_DIALECTS.flatMap((name) => DIALECTS[name] ?? [])}
        context={{ apiSlug: slug, supportUrl: readPublished()?.supportUrl ?? null, subject }}
        save={saveApi.bind(null, slug, api.version, "dialect")}
      />
    </>
  );
}

/** Its own dialect, or a copy of the one that ships under a name that is free. */
function ownDialect({ slug, name, dialect, isCustom }: EditedApi): Dialect {
  if (isCustom) return dialect;
  return { ...dialect, name: Object.hasOwn(DIALECTS, slug) ? `${slug}-own` : slug, title: `${name} (own)`.slice(0, 100) };
}
