// The built-in sample service: an upstream within the process, so that a first key opens something at once.
import { type Denial, denial } from "@/lib/core/denials/denial";
import type { Answer, RawRequest } from "@/lib/core/http";
import { isJsonObject, type JsonObject } from "@/lib/core/json";
import type { Passage } from "@/lib/gate/gateway/passage";
import { parseJsonBody, readBody } from "@/lib/gate/read-body";
import type { SampleRoute } from "./sample-call";
import { SAMPLE_ROUTES } from "./sample-routes";

/**
 * The sample's answer to a decided request, with the passage's headers. Same request, same answer. What it has no answer for is
 * refused in the API's dialect: an unknown path, a method the path does not take, a body that is no JSON object or over 1 MiB.
 */
export async function answerSample(request: RawRequest, passage: Passage): Promise<Answer> {
  const found = findRoutes(passage.path);
  if (found === null) return passage.refuse(denial("not_found"));
  const method = request.method === "HEAD" ? "GET" : request.method;
  const route = Object.hasOwn(found.routes, method) ? found.routes[method] : undefined;
  if (route === undefined) return passage.refuse(denial("method_not_allowed", { allow: Object.keys(found.routes).join(", ") }));
  const sent = await readSent(request);
  return "denial" in sent ? passage.refuse(sent.denial) : route({ passage, method, body: sent.body, id: found.id });
}

interface FoundRoutes {
  readonly routes: Readonly<Record<string, SampleRoute>>;
  readonly id: string;
}

function findRoutes(path: string): FoundRoutes | null {
  const exact = Object.hasOwn(SAMPLE_ROUTES, path) ? SAMPLE_ROUTES[path] : undefined;
  if (exact !== undefined && !path.endsWith("{id}")) return { routes: exact, id: "" };
  const slash = path.lastIndexOf("/");
  const template = `${path.slice(0, slash)}/{id}`;
  const routes = Object.hasOwn(SAMPLE_ROUTES, template) ? SAMPLE_ROUTES[template] : undefined;
  return routes === undefined ? null : { routes, id: path.slice(slash + 1) };
}

async function readSent(request: RawRequest): Promise<{ readonly body: JsonObject } | { readonly denial: Denial }> {
  const bytes = await readBody(request);
  if (bytes === "too_large") return { denial: denial("body_too_large") };
  if (bytes.byteLength === 0) return { body: {} };
  const json = parseJsonBody(request, bytes);
  if (!json.ok) return { denial: denial("bad_request", { detail: json.problem }) };
  if (!isJsonObject(json.value)) return { denial: denial("bad_request", { detail: "The body must be a JSON object." }) };
  return { body: json.value };
}
