// One API: how clients reach it, what its endpoints need, and how each refusal reads.
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ApiFacts } from "@/components/apis/api-facts";
import { ApiPage } from "@/components/apis/api-page";
import { RequestAccessForm } from "@/components/apis/request-access-form";
import { PageHeading } from "@/components/console/page-heading";
import { buttonClasses } from "@/components/ui/button";
import { type Api, MANAGEMENT_SLUG, SERVICE_SLUG } from "@/lib/core/catalogue";
import { readPublished } from "@/lib/core/published";
import { accessSentence } from "@/lib/core/requests/request-access";
import { type ConsoleAction, mayTake, type Rights } from "@/lib/core/roles";
import { countKeys } from "@/lib/manage/apis/describe-api";
import { listApiAudit } from "@/lib/manage/apis/list-api-audit";
import { findRequestable, type RequestableApi } from "@/lib/manage/requests/request-access";
import { readInstanceUrl } from "@/lib/runtime/sign-in/instance-url";
import { readConsole } from "@/lib/runtime/sign-in/published-console";
import { readUsageOverview } from "@/lib/runtime/sign-in/read-usage";
import { requireSession } from "@/lib/runtime/sign-in/with-session";
import { saveRequestAccess } from "./request-actions";

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
  const session = await requireSession("apis.read", `/apis/${slug}`);
  const { world, member } = session;
  const api = findApi(slug);
  if (api === undefined) notFound();
  const { status } = await searchParams;
  const [keys, use, changes, requestable] = await Promise.all([
    countKeys(world, api.id),
    mayTake(member, "usage.read-all") ? readUsageOverview(world, { range: "30d", api: slug }) : null,
    mayTake(member, "audit.read") ? listApiAudit(world, api.id) : null,
    findRequestable(world, slug),
  ]);
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-4">
        <PageHeading title={api.name}>
          The API <span className="font-mono">{api.slug}</span>, in the dialect {api.dialect.title}.
        </PageHeading>
        <ApiLinks slug={api.slug} rights={member} />
      </div>
      <ApiFacts slug={api.slug} keys={keys} />
      <ApiPage
        api={api}
        instanceUrl={await readInstanceUrl()}
        secretNames={readConsole().secretNamesOf(api.id)}
        supportUrl={readPublished()?.supportUrl ?? null}
        status={typeof status === "string" ? status : undefined}
        use={use}
        changes={changes}
        requests={requestable === null ? null : <RequestAccess api={requestable} slug={slug} rights={member} />}
      />
    </>
  );
}

interface RequestAccessProps {
  readonly api: RequestableApi;
  readonly slug: string;
  readonly rights: Rights;
}

/** Whoever cannot decide reads what holds. */
async function RequestAccess({ api: { answer, usual }, slug, rights }: RequestAccessProps) {
  return (
    <>
      <p>{accessSentence(answer, usual)}</p>
      {mayTake(rights, "apis.write") && (
        <RequestAccessForm
          answer={answer}
          usual={usual}
          publicUrl={`${await readInstanceUrl()}/request/${slug}`}
          save={saveRequestAccess.bind(null, slug)}
        />
      )}
    </>
  );
}

function ApiLinks({ slug, rights }: { readonly slug: string; readonly rights: Rights }) {
  const links = [
    { action: "keys.write", path: `/keys/new?api=${slug}`, label: "Create a key" },
    { action: "keys.read", path: `/keys?api=${slug}`, label: "Its keys" },
    { action: "apis.write", path: `/apis/${slug}/edit`, label: "Edit" },
    ...(slug === MANAGEMENT_SLUG ? [] : [{ action: "apis.write", path: `/apis/${slug}/import`, label: "Import endpoints" } as const]),
    { action: "apis.read", path: `/docs/${slug}`, label: "API reference" },
  ] as const satisfies readonly { readonly action: ConsoleAction; readonly path: string; readonly label: string }[];
  return (
    <nav aria-label="This API" className="flex flex-wrap gap-3">
      {links
        .filter(({ action }) => mayTake(rights, action))
        .map(({ action, path, label }) => (
          <Link
            key={path}
            href={path}
            prefetch={false}
            data-creates={action === "keys.write" || undefined}
            className={buttonClasses({ look: action === "keys.write" ? "main" : "plain" })}
          >
            {label}
          </Link>
        ))}
    </nav>
  );
}
