// A key: what it can do, how it is used, what happened to it, and what can be done with it.
import { Pencil } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { HandOnAction } from "@/components/keys/hand-on/hand-on-action";
import { KeyActions } from "@/components/keys/key-actions";
import { KeyDetails } from "@/components/keys/key-details";
import { KeyHeading } from "@/components/keys/key-heading";
import { KeySnippets } from "@/components/keys/key-snippets";
import { KeyStateNotice } from "@/components/keys/key-state-notice";
import { KeyTrail } from "@/components/keys/key-trail";
import { PowerCard } from "@/components/keys/power-card";
import { RenewalActions } from "@/components/keys/rotate/renewal-actions";
import { RenewalNotice } from "@/components/keys/rotate/renewal-notice";
import { ReplaceAction } from "@/components/keys/rotate/replace-action";
import { SecretActions } from "@/components/keys/rotate/secret-actions";
import { SecretList } from "@/components/keys/rotate/secret-list";
import { buttonClasses } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Section } from "@/components/ui/section";
import { KeyUsage } from "@/components/usage/key-usage";
import { accountOf, ORGANISATION } from "@/lib/core/key-record";
import { mayChangeKey, mayChooseHolder, mayEditKey } from "@/lib/core/keys/key-access";
import { callsWords, NO_CALLS } from "@/lib/core/keys/rotation";
import { mayTake } from "@/lib/core/roles";
import type { KeyView } from "@/lib/core/schemas/key-view";
import { type PageQuery, singleOf } from "@/lib/core/schemas/page-query";
import { readUuid } from "@/lib/core/schemas/texts";
import { readDecisionFilter } from "@/lib/core/schemas/usage-query";
import { showKey } from "@/lib/manage/keys/find-key";
import { listKeyAudit } from "@/lib/manage/keys/list-key-audit";
import { listHeirs } from "@/lib/manage/team/list-members";
import { describeKey } from "@/lib/runtime/sign-in/describe-key";
import { writePlaceholderSnippets } from "@/lib/runtime/sign-in/key-snippets";
import { readKeyLife } from "@/lib/runtime/sign-in/read-key-life";
import { readKeyUsage } from "@/lib/runtime/sign-in/read-usage";
import { makerOf, requireSession, type Session } from "@/lib/runtime/sign-in/with-session";
import { pause, resume, revoke } from "./actions";
import { extend, handOn, moveOldSecretEnd, replace, rotate, stopOldSecret } from "./life-actions";

export const metadata: Metadata = { title: "API key" };

interface KeyPageProps {
  readonly params: Promise<{ readonly key: string }>;
  readonly searchParams: Promise<PageQuery>;
}

export default async function KeyPage({ params, searchParams }: KeyPageProps) {
  const { key: reference } = await params;
  const query = await searchParams;
  const session = await requireSession("keys.read", `/keys/${reference}`);
  const { world, member } = session;
  const key = await showKey(world, member.reach, reference);
  if (key === null) notFound();
  const before = singleOf(query, "before") || undefined;
  const [{ names, power }, trail, life, use, snippets] = await Promise.all([
    describeKey(world, key),
    listKeyAudit(world, key, before),
    readKeyLife(world, key),
    mayTake(member, "usage.read") ? readKeyUsage(world, key) : null,
    writePlaceholderSnippets(key),
  ]);
  const maker = makerOf(session);
  const isOpenToChange = key.state !== "revoked" && mayChangeKey(maker, key);
  const canEdit = isOpenToChange && mayEditKey(maker, key);
  const path = `/keys/${key.publicId}`;
  return (
    <>
      <KeyHeading apiKey={key}>
        {isOpenToChange && (
          <div className="mt-2 flex flex-wrap items-start gap-3">
            <KeyActions
              apiKey={key}
              pause={pause}
              resume={resume}
              revoke={revoke}
              requestsOfDay={life.requestsOfDay}
              nowMs={life.nowMs}
              first={canEdit && <RenewalActions apiKey={key} life={life} rotate={rotate} extend={extend} />}
              last={
                <>
                  <HandOnPart session={session} apiKey={key} holder={names.createdBy} />
                  {canEdit && key.state !== "expired" && (
                    <ReplaceAction apiKey={key} requestsOfDay={life.requestsOfDay} formId={life.replacementId} replace={replace} />
                  )}
                </>
              }
            />
            {canEdit && (
              <Link href={`${path}/edit`} prefetch={false} className={buttonClasses()}>
                <Pencil aria-hidden="true" />
                Edit
              </Link>
            )}
          </div>
        )}
      </KeyHeading>
      <KeyStateNotice apiKey={key} />
      <RenewalNotice apiKey={key} nowMs={life.nowMs} />
      {power !== null && <PowerCard power={power} />}
      {use !== null && <KeyUsage {...use} apiKey={key} filter={readDecisionFilter(query)} rights={member} />}
      {snippets.length > 0 && key.state !== "revoked" && <KeySnippets snippets={snippets} />}
      <Section id="secrets" title={key.secrets.length === 1 ? "Secret" : "Secrets"}>
        <SecretList
          secrets={key.secrets}
          calls={life.calls}
          actionsOf={(secret) =>
            isOpenToChange && (
              <SecretActions
                publicId={key.publicId}
                secret={secret}
                calls={callsWords(life.calls.get(secret.id) ?? NO_CALLS)}
                canMove={canEdit}
                stop={stopOldSecret}
                moveEnd={moveOldSecretEnd}
              />
            )
          }
        />
      </Section>
      <Section id="details" title="Details">
        <Card>
          <KeyDetails apiKey={key} names={names} rights={member} />
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

interface HandOnPartProps {
  readonly session: Session;
  readonly apiKey: KeyView;
  readonly holder: string;
}

/** For those who may hand keys on. */
async function HandOnPart({ session: { world, member }, apiKey: { publicId, name, createdBy }, holder }: HandOnPartProps) {
  if (!mayChooseHolder(member)) return null;
  const account = accountOf(createdBy);
  const heirs = await listHeirs(world, readUuid(account));
  return <HandOnAction {...{ publicId, name, holder, heirs, handOn }} isOfOrganisation={account === ORGANISATION} />;
}
