// Where mails of this instance come from, and how sending them stands.
import type { Metadata } from "next";
import { PageHeading } from "@/components/console/page-heading";
import { MailForm } from "@/components/settings/mail-form";
import { OutboxNotice } from "@/components/settings/outbox-notice";
import { SettingsNav } from "@/components/settings/settings-nav";
import { mayTake } from "@/lib/core/roles";
import { MAIL } from "@/lib/core/settings/mail";
import { readOutboxState } from "@/lib/manage/mail/outbox-state";
import { readSetting } from "@/lib/manage/settings/setting";
import { readConsole } from "@/lib/runtime/sign-in/published-console";
import { requireSession } from "@/lib/runtime/sign-in/with-session";
import { saveMailSettings, sendTestMailToSelf } from "./actions";

export const metadata: Metadata = { title: "Mail" };

export default async function MailPage() {
  const { world, member } = await requireSession("settings.read", "/settings/mail");
  const [{ from }, state] = await Promise.all([readSetting(world, MAIL), readOutboxState(world)]);
  const { sending } = readConsole();
  return (
    <>
      <PageHeading title="Mail">
        Keyfuse writes to people about requests for keys, keys that end, and their own accounts. A mail never holds a secret, at most a link
        that works once.
      </PageHeading>
      <SettingsNav path="/settings/mail" />
      <OutboxNotice state={state} hasServer={sending.hasServer} />
      {mayTake(member, "settings.write") ? (
        <MailForm
          from={from}
          usualSender={sending.usualSender}
          testRecipient={member.email}
          hasServer={sending.hasServer}
          save={saveMailSettings}
          sendTest={sendTestMailToSelf}
        />
      ) : (
        <p className="text-ink-soft">Mails come from {from ?? sending.usualSender}. Owners can change this.</p>
      )}
    </>
  );
}
