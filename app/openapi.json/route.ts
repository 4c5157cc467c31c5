// `/openapi.json`: the OpenAPI document of the management API.
import { MANAGEMENT_SLUG } from "@/lib/core/catalogue";
import { answerDocument } from "@/lib/runtime/reference/answer-document";

export const GET = (request: Request) => answerDocument(request, MANAGEMENT_SLUG);
