// A key: what it can do, how it is used, what happened to it, and what can be done with it.
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { KeyActions } from "@/components/keys/key-actions";
import { KeyDetails } from "@/components/keys/key-details";
import { KeyHeading } from "@/components/keys/key-heading";
import { KeyNameForm } from "@/components/keys/key-name-form";
import { KeyStateNotice } from "@/components/keys/key-state-notice";
import { KeyTrail } from "@/components/keys/key-trail";
import { PowerCard } from "@/components/keys/power-card";
import { Card } from "@/components/ui/card";
import { Section } from "@/components/ui/section";
import { KeyUsage } from "@/components/usage/key-usage";
import { mayChangeKey } from "@/lib/core/keys/key-access";
import { roleAllows } from "@/lib/core/roles";
import { type PageQuery, singleOf } from "@/lib/core/schemas/page-query";
import { readDecisionFilter } from "@/lib/core/schemas/usage-query";
import { showKey } from "@/lib/manage/keys/find-key";
import { listKeyAudit } from "@/lib/manage/keys/list-key-audit";
import { describeKey } from "@/lib/runtime/sign-in/describe-key";
import { readKeyUsage } from "@/lib/runtime/sign-in/read-usage";
import { requireSession } from "@/lib/runtime/sign-in/with-session";
import { pause, rename, resume, revoke } from "./actions";

export const metadata: Metadata = { title: "API key" };

interface KeyPageProps {
  readonly params: Promise<{ readonly key: string }>;
  readonly searchParams: Promise<PageQuery>;
}

export default async function KeyPage({ params, searchParams }: KeyPageProps) {
  const { key: reference } = await params;
  const query = await searchParams;
  const { world, member, actor } = await requireSession("keys.read", `/keys/${reference}`);
  const key = await showKey(world, reference);
  if (key === null) notFound();
  const before = singleOf(query, "before") || undefined;
  const [{ names, power }, trail, use] = await Promise.all([
    describeKey(world, key),
    listKeyAudit(world, key, before),
    roleAllows(member.role, "usage.read") ? readKeyUsage(world, key) : null,
  ]);
  const isOpenToChange = key.state !== "revoked" && mayChangeKey({ role: member.role, actor }, key);
  const path = `/keys/${key.publicId}`;
  return (
    <>
      <KeyHeading apiKey={key}>
        {isOpenToChange && (
          <div className="mt-2 flex flex-wrap items-start gap-3">
            <KeyActions apiKey={key} pause={pause} resume={resume} revoke={revoke} />
            <KeyNameForm publicId={key.publicId} name={key.name} description={key.description} rename={rename} />
          </div>
        )}
      </KeyHeading>
      <KeyStateNotice apiKey={key} />
      {power !== null && <PowerCard power={power} />}
      {use !== null && <KeyUsage {...use} apiKey={key} filter={readDecisionFilter(query)} />}
      <Section id="details" title="Details">
        <Card>
          <KeyDetails apiKey={key} names={names} />
        </Card>
      </Section>
      <Section id="trail" title="What happened">
        <Card>
          <KeyTrail
            entries={trail.entries}
            olderPath={trail.before === null ? null : `${path}?before=${trail.before}`}
            newestPath={before === undefined ? null : path}
          />
        </Card>
      </Section>
    </>
  );
}
