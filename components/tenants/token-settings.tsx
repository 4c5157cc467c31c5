// How tokens are made, as it comes out of the settings: every value worked out.
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { durationWords } from "@/lib/core/tenants/duration-words";
import type { TokenSettings as Settings } from "@/lib/core/tokens/token-settings";

interface TokenSettingsProps {
  readonly settings: Settings;
  /** The name of the chosen signing key; null = the tenant's own one signs. */
  readonly keyName: string | null;
}

export function TokenSettings({ settings: { lifeSeconds, form, refresh }, keyName }: TokenSettingsProps) {
  const isSliding = refresh.expiration === "sliding";
  return (
    <DefinitionList>
      <Definition term="Access tokens">
        Live for {durationWords(lifeSeconds)}, in the form <span className="font-mono text-[0.8125rem]">{form}</span>
      </Definition>
      <Definition term="Refresh tokens">
        Live for {durationWords(refresh.lifeSeconds)}
        {isSliding && " after each use"}
        {refresh.longestSeconds !== null && `, never longer than ${durationWords(refresh.longestSeconds)} after the sign-in`}.{" "}
        {refresh.isOneTime ? "Each is good once and is exchanged for the next." : "Each is good until it expires."}
        {refresh.graceSeconds > 0 && ` A spent one is still taken for ${durationWords(refresh.graceSeconds)}.`}
      </Definition>
      <Definition term="Signing key">{keyName ?? "The tenant's own (RS256), made when its first token is"}</Definition>
    </DefinitionList>
  );
}
