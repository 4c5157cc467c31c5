// Serves the OpenAPI documents: built when they are first asked for, and again when the catalogue has changed.
import { createHash } from "node:crypto";
import { buildDocument } from "@/lib/core/openapi/build-document";
import { readPublished } from "@/lib/core/published";
import { documentedApi } from "@/lib/gate/reference/documented-api";
import { instanceUrl } from "@/lib/runtime/sign-in/requester";

/** A document as it leaves. */
interface Written {
  readonly body: string;
  readonly tag: string;
}

/** Documents of one version of the catalogue, by API and origin. */
let written = { version: -1, documents: new Map<string, Written>() };

/** An instance without KEYFUSE_URL is asked under few names; whoever makes names up fills no memory. */
const MOST_DOCUMENTS = 500;

/** The document of that API, 304 where the client has it already, 404 where there is no such API (null = no name that one could have). */
export async function answerDocument(request: Request, slug: string | null): Promise<Response> {
  const origin = await instanceUrl();
  const document = slug === null ? null : find(slug, origin);
  if (document === null) {
    return Response.json({ error: { code: "not_found", message: "There is no API with this name." } }, { status: 404, headers: FRESH });
  }
  const headers = { ...FRESH, etag: document.tag, "content-type": "application/json" };
  if (names(request.headers.get("if-none-match"), document.tag)) return new Response(null, { status: 304, headers });
  return new Response(document.body, { headers });
}

/** Kept by whoever likes, but asked about each time: keys, limits and endpoints change. */
const FRESH = { "cache-control": "no-cache" };

function names(sent: string | null, tag: string): boolean {
  const tags = sent?.split(",").map((text) => text.trim().replace(/^W\//, "")) ?? [];
  return tags.includes(tag) || tags.includes("*");
}

function find(slug: string, origin: string): Written | null {
  const published = readPublished();
  const catalogue = published?.catalogue();
  const api = catalogue?.apis.find((candidate) => candidate.slug === slug);
  if (published == null || catalogue === undefined || api === undefined) return null;
  if (written.version !== catalogue.version || written.documents.size >= MOST_DOCUMENTS) {
    written = { version: catalogue.version, documents: new Map() };
  }
  const place = `${slug} ${origin}`;
  const known = written.documents.get(place);
  if (known !== undefined) return known;
  const body = JSON.stringify(buildDocument(documentedApi(api, { origins: [origin], supportUrl: published.supportUrl })));
  const tag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
  written.documents.set(place, { body, tag });
  return { body, tag };
}
