// What a document says about an API in sentences: how to authenticate, what the plans allow.
import type { Api, Plan, Window } from "@/lib/core/catalogue";
import { windowName } from "@/lib/core/windows/claim";
import type { Place } from "./paths";

/** What stands at the head of a document, as Markdown. */
export function describeApi(api: Api, introduction: string | null): string {
  const parts = [
    introduction ?? `${plain(api.name)}, behind Keyfuse. Requests need a credential and are passed on when it is good.`,
    describeCredentials(api),
    describePlans(api),
    "Every answer carries `X-Request-Id`; whoever runs this instance can look a refusal up by it.",
  ];
  return parts.join("\n\n");
}

/** What an operation needs, as Markdown. */
export function describePlace(place: Place, api: Api): string {
  const { openingPermission } = api.dialect;
  const opens = openingPermission === null || openingPermission === place.permission ? "" : ` (\`${openingPermission}\` opens it, too)`;
  const needs =
    place.permission === null
      ? "Any valid key may call it, unless it is confined to other endpoints."
      : `Needs the permission ${code(place.permission)}${opens}.`;
  return place.cost === 1 ? needs : `${needs} Counts as ${place.cost} requests.`;
}

function describeCredentials({ dialect, hosts }: Api): string {
  const carriers = dialect.carriers.filter((carrier) => carrier.in === "cookie" || carrier.onlyWith === undefined);
  const one =
    carriers.length > 1 ? "Send exactly one credential. Two of them, even equal ones, are refused." : "Send the key with every request.";
  const tenant =
    dialect.tenantHeader === null ? [] : [`Where there is more than one tenant, \`${dialect.tenantHeader}\` names the tenant.`];
  const https = dialect.httpsOnly ? ["Use HTTPS: plain HTTP is refused."] : [];
  const own = hosts.length === 0 ? [] : [`The API answers under names of its own, too: ${hosts.map(code).join(", ")}.`];
  return ["## Credentials\n\n", [one, ...tenant, ...https, ...own].join(" ")].join("");
}

function describePlans({ plans, dialect, settings }: Api): string {
  const knowsTokens = dialect.tokens !== null;
  const row = (...cells: readonly string[]) => `| ${(knowsTokens ? cells : cells.slice(0, 2)).join(" | ")} |`;
  const head = [row("Plan", "Limits for each key", "Tokens"), row("---", "---", "---")];
  const rows = Object.values(plans).map((plan) => row(plain(plan.name), describeLimits(plan), plan.allowTokens ? "accepted" : "refused"));
  const together = windowLimits(settings.windows);
  const shared = together.length === 0 ? [] : ["", `All callers together: ${together.join(", ")}.`];
  return ["## Limits", "", ...head, ...rows, ...shared, "", LIMIT_HEADERS].join("\n");
}

const LIMIT_HEADERS =
  "Answers of limited plans tell what is left in `RateLimit` and `X-RateLimit-Remaining`. A refusal for a limit says in `Retry-After` how many seconds to wait, and spends nothing.";

function describeLimits({ windows, accountWindows = [], tenantWindows = [], quota }: Plan): string {
  const limits = [
    ...windowLimits(windows),
    ...windowLimits(accountWindows).map((limit) => `${limit} for all keys of an account together`),
    ...windowLimits(tenantWindows).map((limit) => `${limit} for all keys of a tenant together`),
  ];
  if (quota !== null) limits.push(quota.period === "total" ? `${quota.limit} in all` : `${quota.limit} in a calendar ${quota.period}`);
  return limits.length === 0 ? "none" : limits.join(", ");
}

function windowLimits(windows: readonly Window[]): string[] {
  return windows.map(({ limit, seconds }) => `${limit} in any ${windowWords(seconds)}`);
}

function windowWords(seconds: number): string {
  const name = windowName(seconds);
  return /^\d/.test(name) ? `${seconds} seconds` : name;
}

/** Text from people, with nothing that Markdown or a table would read. */
function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+!|~]/g, (mark) => `\\${mark}`).replace(/\s+/g, " ");
}

function code(text: string): string {
  return `\`${text.replaceAll("`", "").replaceAll("|", "")}\``;
}
