// What else decides about the requests of an API.
import type { ReactNode } from "react";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import type { ApiSecretNames } from "@/lib/core/api-secrets";
import type { Api, ApiSettings } from "@/lib/core/catalogue";
import { windowText } from "./plan-table";

interface SettingsListProps {
  readonly api: Api;
  readonly secretNames: ApiSecretNames;
}

export function SettingsList({ api, secretNames }: SettingsListProps) {
  const { settings, dialect, upstream } = api;
  const { upstreamHeaders, trustedKeys } = secretNames;
  return (
    <DefinitionList>
      {settings.windows.length > 0 && (
        <Definition term="All callers together">
          {settings.windows.map(windowText).join(", ")}, beside the windows of their plans.
        </Definition>
      )}
      <Definition term="Browsers (CORS)">{corsText(settings.cors)}</Definition>
      <Definition term="Largest body">
        {settings.maxBodyBytes === null
          ? "No cap: bodies are passed on as they come, and none is cut."
          : `${settings.maxBodyBytes.toLocaleString("en-GB")} bytes. A larger body is refused, and none is cut.`}
      </Definition>
      {upstream !== null && upstream !== "sample" && (
        <Definition term="Waits for the upstream">
          {settings.upstreamTimeoutSeconds} seconds until its answer begins. An answer that has begun may take as long as it needs.
        </Definition>
      )}
      <Definition term="Plain HTTP">
        {dialect.httpsOnly
          ? "Refused but from this machine, whatever the instance requires."
          : "As the instance requires: refused but from this machine, unless REQUIRE_HTTPS says otherwise."}
      </Definition>
      {settings.strictHeaderCase && (
        <Definition term="Case of header names">Header names of credentials count only as the vendor writes them.</Definition>
      )}
      {settings.lenientBearerHeader && <Definition term="Header Bearer">A token may also stand in a header named Bearer.</Definition>}
      {settings.allowEncodedSlash && <Definition term="Encoded slashes">%2F in a path passes to the upstream, undecoded.</Definition>}
      {upstream !== null && (
        <Definition term="Headers added">
          <Names names={upstreamHeaders} none="None, but those that say who calls." />
          {upstreamHeaders.length > 0 && <> Their values are kept encrypted and never shown.</>}
        </Definition>
      )}
      {dialect.tokens !== null && (
        <Definition term="Trusted token keys">
          <Names names={trustedKeys.map(keyText)} none="None: no token passes." />
        </Definition>
      )}
    </DefinitionList>
  );
}

function keyText({ kid, alg, issuer }: ApiSecretNames["trustedKeys"][number]): string {
  return `${kid} (${alg}${issuer === null ? "" : `, ${issuer}`})`;
}

function corsText({ origins, headers }: ApiSettings["cors"]): string {
  if (origins.length === 0) return "Pages of other origins get no leave from Keyfuse; what the upstream says about it stays as it is.";
  const pages = origins.includes("*") ? "Pages of every origin may read answers" : `Pages of ${origins.join(", ")} may read answers`;
  return `${pages}${headers.length === 0 ? "" : `, and may also send ${headers.join(", ")}`}. Cookies are never part of it.`;
}

function Names({ names, none }: { readonly names: readonly string[]; readonly none: string }): ReactNode {
  return names.length === 0 ? none : <span className="break-all font-mono text-[0.8125rem]">{names.join(", ")}</span>;
}
