// How this instance was started, read from its environment.
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import type { InstanceFacts } from "@/lib/core/instance-facts";

interface FactListProps {
  readonly facts: InstanceFacts;
  /** The database's own version. */
  readonly databaseVersion: string;
}

const HTTPS_WORDS: Readonly<Record<InstanceFacts["requireHttps"], string>> = {
  auto: "Refused, unless they come from this machine",
  on: "Refused",
  off: "Answered",
};

export function FactList({ facts, databaseVersion }: FactListProps) {
  const { onLimiterOutage, trustedProxies } = facts;
  return (
    <DefinitionList>
      <Definition term="Version">Keyfuse {facts.version}</Definition>
      <Definition term="Address">{facts.publicUrl ?? "Whatever address it is asked under: KEYFUSE_URL is not set"}</Definition>
      <Definition term="Database">
        {facts.database} <span className="text-ink-soft">(PostgreSQL {databaseVersion})</span>
      </Definition>
      <Definition term="Rate windows">
        {facts.limiter}
        {onLimiterOutage !== null && (
          <span className="block text-ink-soft">
            When it does not answer,{" "}
            {onLimiterOutage === "local" ? "each process keeps the limits by itself" : "requests are refused with 503"}.
          </span>
        )}
      </Definition>
      <Definition term="Counting">
        {facts.usageSink === "journal" ? "A journal in the data directory" : "Straight into the database"}
      </Definition>
      <Definition term="Requests over HTTP">{HTTPS_WORDS[facts.requireHttps]}</Definition>
      <Definition term="Trusted proxies">{trustedProxies.length === 0 ? "None" : trustedProxies.join(", ")}</Definition>
      <Definition term="Processes">{facts.workers}</Definition>
      <Definition term="Mail server">{facts.mailServer ?? "None: SMTP_URL is not set"}</Definition>
      <Definition term="Single sign-on">{facts.signOnIssuer ?? "None: OIDC_ISSUER is not set"}</Definition>
    </DefinitionList>
  );
}
