// Writes a new key's snippets for the instance and the API that it opens.
import { baseUrlOf } from "@/lib/core/api-entrance";
import { reachOf } from "@/lib/core/grants/reach";
import { sampleFacts } from "@/lib/core/openapi/sample-facts";
import type { KeyView } from "@/lib/core/schemas/key-view";
import type { Secret } from "@/lib/core/secrets/secret";
import { chooseExampleCall } from "@/lib/core/snippets/example-call";
import { type Snippet, writeSnippets } from "@/lib/core/snippets/snippets";
import { SAMPLE } from "@/lib/gate/gateway/answer-gateway";
import { findApi } from "./offered-form";
import { instanceUrl } from "./requester";

/** Stands for a secret that nobody can look up any more. */
const PLACEHOLDER = "YOUR_SECRET";

/** Code that works as it stands. */
export async function writeKeySnippets(key: KeyView, secret: Secret): Promise<Snippet[]> {
  return snippetsWith(key, secret.reveal());
}

/** The same code with the secret to be filled in; none = the key's API is not served now. */
export async function writePlaceholderSnippets(key: KeyView): Promise<Snippet[]> {
  return snippetsWith(key, PLACEHOLDER);
}

/** A request of the key for curl, its secret to be filled in; null = its API is not served now. */
export async function writeFirstCall(key: KeyView): Promise<string | null> {
  return (await snippetsWith(key, PLACEHOLDER))[0]?.code ?? null;
}

async function snippetsWith(key: KeyView, secret: string): Promise<Snippet[]> {
  const api = findApi(key.api);
  if (api === null) return [];
  const { dialect, endpoints, plans, upstream } = api;
  const reached = reachOf({ endpoints, openingPermission: dialect.openingPermission }, key, plans[key.plan]?.endpoints ?? null);
  const knownBody = (method: string, template: string) =>
    upstream === SAMPLE ? (sampleFacts(method, template)?.body?.example ?? null) : null;
  const call = chooseExampleCall(dialect.exampleCall ?? null, reached, endpoints.length > 0, knownBody);
  return writeSnippets({ dialect, baseUrl: baseUrlOf(api, await instanceUrl()), call, secret });
}
