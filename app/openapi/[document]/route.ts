// `/openapi/{slug}.json`: the OpenAPI document of an API, for whoever knows its slug.
import { readDocumentName } from "@/lib/core/openapi/reference-paths";
import { answerDocument } from "@/lib/runtime/reference/answer-document";

export async function GET(request: Request, { params }: { readonly params: Promise<{ readonly document: string }> }) {
  return answerDocument(request, readDocumentName((await params).document));
}
