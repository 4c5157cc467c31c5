// What happened to an API, in plain words.
import { isJsonList, type JsonObject } from "@/lib/core/json";

/** Fields of an API as people call them. */
const FIELD_WORDS: Readonly<Record<string, string>> = {
  name: "name",
  dialect: "dialect",
  customDialect: "dialect",
  upstream: "upstream",
  hosts: "hosts",
  endpoints: "endpoints",
  plans: "plans",
  windows: "windows of all callers",
  issuers: "trusted issuers",
  trustedKeys: "trusted keys",
  upstreamHeaders: "added headers",
  cors: "CORS",
  maxBodyBytes: "largest body",
  upstreamTimeoutSeconds: "time-out",
  strictHeaderCase: "case of header names",
  lenientBearerHeader: "header Bearer",
  allowEncodedSlash: "encoded slashes",
  settings: "settings",
};

/** The words for an audit row of an API; what has none stands as the audit calls it. */
export function apiEventWords(action: string, details: JsonObject): string {
  if (action === "api.create") return "Created";
  if (action === "api.request-access") return "Changed who may ask for keys";
  if (action !== "api.update") return action;
  const { changed } = details;
  const names = isJsonList(changed) ? changed.map((name) => FIELD_WORDS[String(name)] ?? String(name)) : [];
  return names.length === 0 ? "Changed" : `Changed: ${[...new Set(names)].join(", ")}`;
}
