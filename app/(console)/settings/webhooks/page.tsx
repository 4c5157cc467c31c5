// The places outside that this instance tells of events.
import type { Metadata } from "next";
import Link from "next/link";
import { PageHeading } from "@/components/console/page-heading";
import { SettingsNav } from "@/components/settings/settings-nav";
import { buttonClasses } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PlacePages } from "@/components/ui/place-pages";
import { WebhookTable } from "@/components/webhooks/webhook-table";
import { mayTake } from "@/lib/core/roles";
import type { PageQuery } from "@/lib/core/schemas/page-query";
import { readPlacement } from "@/lib/core/schemas/place-query";
import { webhookFor } from "@/lib/core/webhooks/webhook-view";
import { listWebhooks, WEBHOOKS } from "@/lib/manage/webhooks/find-webhooks";
import { requireSession } from "@/lib/runtime/sign-in/with-session";

export const metadata: Metadata = { title: "Webhooks" };

const PATH = "/settings/webhooks";

export default async function WebhooksPage({ searchParams }: { readonly searchParams: Promise<PageQuery> }) {
  const placement = readPlacement(WEBHOOKS, await searchParams);
  const { world, member } = await requireSession("settings.read", PATH);
  const mayChange = mayTake(member, "settings.write");
  const page = await listWebhooks(world, placement);
  return (
    <>
      <PageHeading
        title="Webhooks"
        actions={
          mayChange && (
            <Link data-creates href="/settings/webhooks/new" prefetch={false} className={buttonClasses({ look: "main" })}>
              Add a webhook
            </Link>
          )
        }
      >
        Keyfuse tells other programs of what happens here, by signed requests: when a key is created or ends, when somebody asks for one.
      </PageHeading>
      <SettingsNav path={PATH} />
      {page.rows.length === 0 ? (
        <EmptyState title="No webhooks yet">
          <p>
            A webhook is a URL of yours and a choice of events. Each event is sent there within seconds, with facts and never with a secret,
            and again for three days until it is taken.
          </p>
        </EmptyState>
      ) : (
        <WebhookTable webhooks={page.rows.map((webhook) => webhookFor(member, webhook))} />
      )}
      <PlacePages noun="webhooks" path={PATH} list={WEBHOOKS} page={page} />
    </>
  );
}
