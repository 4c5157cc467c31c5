// What the page that imports endpoints asks.
"use server";
import { MOST_DOCUMENT_BYTES } from "@/lib/core/openapi-import/document-size";
import type { ImportPreview } from "@/lib/core/openapi-import/import-preview";
import type { RefusedState } from "@/lib/core/schemas/action-state";
import { previewImport } from "@/lib/manage/apis/preview-import";
import { withSession } from "@/lib/runtime/sign-in/with-session";

type PreviewAnswer = { readonly kind: "preview"; readonly preview: ImportPreview } | RefusedState;

/** Says what the document would change. `slug` comes with the page; nothing is kept of what was sent. */
export const planEndpoints = withSession("apis.write", async ({ world }, slug: string, form: FormData): Promise<PreviewAnswer> => {
  const text = form instanceof FormData ? form.get("document") : null;
  const document = typeof text === "string" ? text : "";
  if (Buffer.byteLength(document) > MOST_DOCUMENT_BYTES) {
    return refusal("The document is larger than 900 kB. Import it with keyfuse apis import-openapi on the machine that runs Keyfuse.");
  }
  const usesBasePath = form instanceof FormData && form.get("usesBasePath") === "on";
  const outcome = await previewImport(world, { slug: String(slug), text: document, usesBasePath });
  if (outcome.kind === "refused") return { kind: "refused", problems: outcome.problems };
  if (outcome.kind === "absent") return refusal("This API is no longer there. Go back to the list.");
  return { kind: "preview", preview: outcome.value };
});

function refusal(message: string): RefusedState {
  return { kind: "refused", problems: [{ field: "document", code: "invalid", message }] };
}
