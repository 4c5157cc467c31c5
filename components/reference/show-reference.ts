// Fetches a document and lets Swagger UI show it, set up so that trying out works from this page and nothing leaves it.
import SwaggerUIBundle from "swagger-ui-dist/swagger-ui-es-bundle.js";
import { mendSwagger } from "./mend-swagger";

interface FetchedDocument {
  readonly servers: readonly { readonly url: string }[];
}

/**
 * Shows the document in that element; resolves with the way to stop once it is there.
 * @throws when the document cannot be fetched
 */
export async function showReference(path: string, stage: HTMLElement): Promise<() => void> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`The document was answered ${answer.status}.`);
  const spec = fromHere((await answer.json()) as FetchedDocument, location.origin);
  await new Promise<void>((resolve) => {
    SwaggerUIBundle({
      spec,
      domNode: stage,
      persistAuthorization: false,
      validatorUrl: null,
      tryItOutEnabled: true,
      docExpansion: "list",
      defaultModelsExpandDepth: 0,
      displayRequestDuration: true,
      // A call carries what was authorized and nothing else: neither the console's session nor an API's cookie beside the header.
      requestInterceptor: (request) => Object.assign(request, { credentials: "omit", cache: "no-store" }),
      plugins: [],
      onComplete: resolve,
    });
  });
  return mendSwagger(stage);
}

/** Pages may call only where they came from, so the servers are those that this instance serves itself, under the name in use. */
function fromHere(document: FetchedDocument, origin: string): FetchedDocument {
  const own = document.servers.filter(({ url }) => new URL(url).origin === origin);
  if (own.length > 0) return { ...document, servers: own };
  const [best] = document.servers;
  return { ...document, servers: [{ url: origin + (best === undefined ? "" : new URL(best.url).pathname.replace(/\/$/, "")) }] };
}
