// Which calls the vendor's client has for the operations of a document: asked of the client itself, which is sent nowhere.
import { FusionAuthClient } from "@fusionauth/typescript-client";
import type { OpenApiDocument } from "@/lib/core/openapi/document";

/** The client's methods by name. */
export type ClientCall = Exclude<keyof FusionAuthClient, "apiKey" | "clientBuilder" | "credentials" | "host" | "tenantId">;

const PLACE = "placeholder";

/** More than any call takes. */
const MOST_ARGUMENTS = 8;

/** The calls whose method, path and query one of the document's operations has, with that operation. */
export function callsFor(document: OpenApiDocument): Map<ClientCall, string> {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { parameters = [] }]) => ({
      name: `${method.toUpperCase()} ${path}`,
      pattern: new RegExp(`^${method.toUpperCase()} ${path.replace(/\{\w+\}/g, PLACE)}$`),
      query: parameters.flatMap((parameter) => ("name" in parameter && parameter.in === "query" ? [parameter.name] : [])),
    })),
  );
  const found = new Map<ClientCall, string>();
  for (const call of Object.getOwnPropertyNames(FusionAuthClient.prototype) as ClientCall[]) {
    const sent = recordedBy(call);
    const operation = operations.find(
      ({ pattern, query }) => sent !== null && pattern.test(sent.place) && sent.query.every((name) => query.includes(name)),
    );
    if (operation !== undefined) found.set(call, operation.name);
  }
  return found;
}

/** What the call would send; null = it sends nothing. */
function recordedBy(call: ClientCall): { readonly place: string; readonly query: readonly string[] } | null {
  const parts = { method: "", uri: "", query: [] as string[] };
  const recorder: unknown = new Proxy(
    {},
    {
      get: (_, name) =>
        name === "go"
          ? async () => null
          : (first: unknown) => {
              if (name === "withUri") parts.uri = String(first);
              if (name === "withUriSegment" && first != null) parts.uri = `${parts.uri.replace(/\/$/, "")}/${first}`;
              if (name === "withParameter") parts.query.push(String(first));
              if (name === "withMethod") parts.method = String(first);
              return recorder;
            },
    },
  );
  const client = new FusionAuthClient("key", "http://localhost");
  client.clientBuilder = { build: () => recorder } as never;
  const method: unknown = client[call];
  if (typeof method !== "function" || (call as string) === "constructor") return null;
  void Promise.resolve(Reflect.apply(method, client, Array<string>(MOST_ARGUMENTS).fill(PLACE))).catch(() => {});
  return parts.method === "" ? null : { place: `${parts.method} ${parts.uri}`, query: parts.query };
}
