// An API as the console's editors see it: everything but what is sealed, with who depends on what.
import type { ApiSecretNames } from "@/lib/core/api-secrets";
import type { ApiSettings, Endpoint, Plan } from "@/lib/core/catalogue";
import type { Dialect } from "@/lib/core/dialects/dialect";
import type { ExternalIssuer } from "@/lib/core/tokens/external-issuer";

export interface EditedApi {
  readonly slug: string;
  readonly name: string;
  readonly dialect: Dialect;
  /** Whether the dialect is the API's own. */
  readonly isCustom: boolean;
  readonly upstream: string | null;
  readonly hosts: readonly string[];
  readonly endpoints: readonly Endpoint[];
  readonly plans: readonly Plan[];
  readonly settings: ApiSettings;
  readonly issuers: readonly ExternalIssuer[];
  readonly secretNames: ApiSecretNames;
  /** Sent back with a change, so that nobody overwrites what they did not see. */
  readonly version: string;
  /** Whether Keyfuse itself answers for it: then only some of it can be changed. */
  readonly isBuiltIn: boolean;
  readonly keys: KeysOfApi;
}

/** Which keys depend on what of an API. */
export interface KeysOfApi {
  /** Neither revoked nor expired. */
  readonly living: number;
  readonly ended: number;
  /** Keys on each plan, ended ones too, by the plan's name. */
  readonly onPlan: Readonly<Record<string, number>>;
  /** Living keys that name an endpoint in what they may do, by its template. */
  readonly onTemplate: Readonly<Record<string, number>>;
}
