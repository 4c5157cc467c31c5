// What owners decide for the whole instance: a list of sections, each of which reads what it shows.
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { PageHeading } from "@/components/console/page-heading";
import { SettingsNav } from "@/components/settings/settings-nav";
import { Card } from "@/components/ui/card";
import { PageContents } from "@/components/ui/page-contents";
import { Section } from "@/components/ui/section";
import { mayTake } from "@/lib/core/roles";
import { requireSession } from "@/lib/runtime/sign-in/with-session";
import { InstanceSection } from "./instance-section";
import { RetentionSection } from "./retention-section";
import type { SettingsSectionProps } from "./section-props";
import { SecuritySection } from "./security-section";

export const metadata: Metadata = { title: "Settings" };

interface SettingsSection {
  readonly id: string;
  readonly title: string;
  readonly lead: string;
  readonly Content: (props: SettingsSectionProps) => Promise<ReactNode>;
}

const SECTIONS: readonly SettingsSection[] = [
  {
    id: "security",
    title: "Security",
    lead: "How long keys live, who may ask for them, and when members sign in again.",
    Content: SecuritySection,
  },
  {
    id: "retention",
    title: "Retention",
    lead: "How long usage is kept. What becomes too old by a change is removed within the hour, and does not come back.",
    Content: RetentionSection,
  },
  {
    id: "instance",
    title: "This instance",
    lead: "What its environment says. A change takes effect at its next start.",
    Content: InstanceSection,
  },
];

export default async function SettingsPage() {
  const { world, member } = await requireSession("settings.read", "/settings");
  const mayChange = mayTake(member, "settings.write");
  return (
    <>
      <PageHeading title="Settings">
        What holds for every API, key and member of this instance. Every change stands in the audit.
      </PageHeading>
      <SettingsNav path="/settings" />
      <div className="grid min-w-0 items-start gap-8 lg:grid-cols-[minmax(0,1fr)_11rem]">
        <div className="flex min-w-0 flex-col gap-8">
          {SECTIONS.map(({ id, title, lead, Content }) => (
            <Section key={id} id={id} title={title} lead={lead}>
              <Card>
                <Content world={world} mayChange={mayChange} />
              </Card>
            </Section>
          ))}
        </div>
        <div className="max-lg:hidden lg:sticky lg:top-6">
          <PageContents headings={SECTIONS} />
        </div>
      </div>
    </>
  );
}
