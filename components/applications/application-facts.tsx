// What is known of an application: its id and client, its rules of signing in.
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";
import type { ApplicationDetails, LoginRulesView } from "@/lib/core/schemas/tenant-people";
import { LOGIN_WORDS } from "./login-words";

export function ApplicationFacts({ application }: { readonly application: ApplicationDetails }) {
  const rules = Object.keys(LOGIN_WORDS) as (keyof LoginRulesView)[];
  return (
    <Card>
      <DefinitionList>
        <Definition term="Id">
          <span className="inline-flex max-w-full items-center gap-1">
            <span className="min-w-0 font-mono text-[0.8125rem] [overflow-wrap:anywhere]">{application.id}</span>
            <CopyButton text={application.id} label={`Copy the id of ${application.name}`} />
          </span>
        </Definition>
        {rules.map((rule) => (
          <Definition key={rule} term={LOGIN_WORDS[rule].label}>
            {application.login[rule] ? "Yes" : "No"}
          </Definition>
        ))}
        <Definition term="Created">
          <Instant at={application.createdAt} />
        </Definition>
        <Definition term="Changed">
          <Instant at={application.updatedAt} />
        </Definition>
      </DefinitionList>
    </Card>
  );
}
