// One webhook: what it is told of, its secret, and what was sent to it.
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeading } from "@/components/console/page-heading";
import { Alert } from "@/components/ui/alert";
import { PlacePages } from "@/components/ui/place-pages";
import { Section } from "@/components/ui/section";
import { DeliveryTable } from "@/components/webhooks/delivery-table";
import { WebhookActions } from "@/components/webhooks/webhook-actions";
import { WebhookEditor } from "@/components/webhooks/webhook-editor";
import { mayTake } from "@/lib/core/roles";
import type { PageQuery } from "@/lib/core/schemas/page-query";
import { readPlacement } from "@/lib/core/schemas/place-query";
import { webhookFor } from "@/lib/core/webhooks/webhook-view";
import { DELIVERIES, findWebhook, listDeliveries } from "@/lib/manage/webhooks/find-webhooks";
import { requireSession } from "@/lib/runtime/sign-in/with-session";
import { dropWebhook, reenableWebhook, renewWebhookSecret, resendDelivery, saveWebhook, sendTestEvent } from "../actions";

interface OneWebhookProps {
  readonly params: Promise<{ readonly webhook: string }>;
  readonly searchParams: Promise<PageQuery>;
}

export const metadata: Metadata = { title: "Webhook" };

export default async function OneWebhookPage({ params, searchParams }: OneWebhookProps) {
  const { webhook: reference } = await params;
  const { world, member } = await requireSession("settings.read", `/settings/webhooks/${reference}`);
  const found = await findWebhook(world, reference);
  if (found === null) notFound();
  const webhook = webhookFor(member, found);
  const deliveries = await listDeliveries(world, webhook.id, readPlacement(DELIVERIES, await searchParams));
  const mayChange = mayTake(member, "settings.write");
  return (
    <>
      <PageHeading title={`Webhook to ${new URL(webhook.url).host}`}>
        It is told of {webhook.events.length === 1 ? "one kind of event" : `${webhook.events.length} kinds of events`}.
      </PageHeading>
      {webhook.disabledBecause !== null && (
        <Alert tone="bad">
          It is disabled, and told nothing. <span className="[overflow-wrap:anywhere]">{webhook.disabledBecause}</span>
        </Alert>
      )}
      {mayChange && (
        <>
          <WebhookActions
            isDisabled={webhook.disabledBecause !== null}
            oldSecretUntil={webhook.oldSecretUntil}
            sendTest={sendTestEvent.bind(null, webhook.id)}
            rotate={renewWebhookSecret.bind(null, webhook.id)}
            enable={reenableWebhook.bind(null, webhook.id)}
            remove={dropWebhook.bind(null, webhook.id)}
          />
          <Section id="settings" title="Settings">
            <WebhookEditor url={webhook.url} events={webhook.events} save={saveWebhook.bind(null, webhook.id)} />
          </Section>
        </>
      )}
      <Section id="deliveries" title="Deliveries" lead="Of the last 30 days, newest first.">
        {deliveries.rows.length === 0 ? (
          <p className="text-ink-soft">Nothing was sent yet. Send a test event to see that requests arrive.</p>
        ) : (
          <DeliveryTable deliveries={deliveries.rows} retry={mayChange ? resendDelivery.bind(null, webhook.id) : null} />
        )}
        <PlacePages noun="deliveries" path={`/settings/webhooks/${webhook.id}`} list={DELIVERIES} page={deliveries} anchor="deliveries" />
      </Section>
    </>
  );
}
