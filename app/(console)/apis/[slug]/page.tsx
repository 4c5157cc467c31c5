// One API: how clients reach it, what its endpoints need, and how each refusal reads.
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ApiPage } from "@/components/apis/api-page";
import { PageHeading } from "@/components/console/page-heading";
import { buttonClasses } from "@/components/ui/button";
import { type Api, SERVICE_SLUG } from "@/lib/core/catalogue";
import { readPublished } from "@/lib/core/published";
import { roleAllows } from "@/lib/core/roles";
import { readInstanceUrl } from "@/lib/runtime/sign-in/instance-url";
import { readConsole } from "@/lib/runtime/sign-in/published-console";
import { requireSession } from "@/lib/runtime/sign-in/with-session";

interface OneApiProps {
  readonly params: Promise<{ readonly slug: string }>;
  readonly searchParams: Promise<{ readonly status?: string | string[] }>;
}

export const metadata: Metadata = { title: "API" };

/** The service keys' own API has no entrance to explain. */
function findApi(slug: string): Api | undefined {
  return readPublished()
    ?.catalogue()
    .apis.find((api) => api.slug === slug && slug !== SERVICE_SLUG);
}

export default async function OneApiPage({ params, searchParams }: OneApiProps) {
  const { slug } = await params;
  const { member } = await requireSession("apis.read", `/apis/${slug}`);
  const api = findApi(slug);
  if (api === undefined) notFound();
  const { status } = await searchParams;
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-4">
        <PageHeading title={api.name}>
          The API <span className="font-mono">{api.slug}</span>, in the dialect {api.dialect.title}.
        </PageHeading>
        <ApiLinks slug={api.slug} mayCreateKeys={roleAllows(member.role, "keys.write")} />
      </div>
      <ApiPage
        api={api}
        instanceUrl={await readInstanceUrl()}
        secretNames={readConsole().secretNamesOf(api.id)}
        supportUrl={readPublished()?.supportUrl ?? null}
        status={typeof status === "string" ? status : undefined}
      />
    </>
  );
}

function ApiLinks({ slug, mayCreateKeys }: { readonly slug: string; readonly mayCreateKeys: boolean }) {
  return (
    <nav aria-label="This API" className="flex flex-wrap gap-3">
      {mayCreateKeys && (
        <Link href={`/keys/new?api=${slug}`} prefetch={false} className={buttonClasses({ look: "main" })}>
          Create a key
        </Link>
      )}
      <Link href={`/keys?api=${slug}`} prefetch={false} className={buttonClasses()}>
        Its keys
      </Link>
      <Link href={`/docs/${slug}`} prefetch={false} className={buttonClasses()}>
        API reference
      </Link>
    </nav>
  );
}
