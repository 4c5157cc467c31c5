// Says what an OpenAPI document would change about the endpoints of an API. Nothing is written, and nothing is fetched.
import type { Json } from "@/lib/core/http";
import type { ImportPreview } from "@/lib/core/openapi-import/import-preview";
import { planImport } from "@/lib/core/openapi-import/plan-import";
import { type Remark, readOpenApi } from "@/lib/core/openapi-import/read-openapi";
import { ABSENT, type Outcome, refused, unchanged } from "@/lib/manage/outcome";
import type { ApiWorld } from "./api-world";
import { isBuiltIn } from "./judge-entry";
import { findStoredEntry } from "./stored-entry";

/** What is imported. */
export interface ImportSource {
  readonly slug: string;
  /** JSON or YAML. */
  readonly text: string;
  /** Whether the path of the document's first server stands before each of its paths. */
  readonly usesBasePath: boolean;
}

/** What reading documents needs besides the world. */
export interface ImportWorld extends Pick<ApiWorld, "prisma" | "unseal"> {
  readonly readYaml: (text: string) => Promise<{ readonly value: unknown } | { readonly fault: string }>;
}

/** The plan. Refused where the text is no OpenAPI document, with the place in it. */
export async function previewImport(world: ImportWorld, { slug, text, usesBasePath }: ImportSource): Promise<Outcome<ImportPreview>> {
  const stored = await findStoredEntry(world.prisma, world.unseal, slug);
  if (stored === null || isBuiltIn(stored)) return ABSENT;
  if (text.trim() === "") return refusedAt({ place: "", text: "Choose a file, or paste the document." });
  const parsed = await parse(world, text);
  if ("fault" in parsed) return refusedAt({ place: "", text: parsed.fault });
  const reading = readOpenApi(parsed.value as Json, stored.dialect.permissions);
  if ("fault" in reading) return refusedAt(reading.fault);
  const { title, basePath, remarks, operations } = reading;
  const served = usesBasePath ? operations.map((operation) => ({ ...operation, path: basePath + operation.path })) : operations;
  const { endpoints: current, version } = stored;
  return unchanged({ title, changes: planImport(current, served), remarks, basePath, current, version });
}

function refusedAt({ place, text }: Remark) {
  return refused({ field: "document", code: "invalid", message: place === "" || place === "#" ? text : `${place}: ${text}` });
}

/** What begins as JSON is read as JSON, so that its faults are told in its own terms. */
async function parse(world: ImportWorld, text: string): Promise<{ readonly value: unknown } | { readonly fault: string }> {
  const bare = text.replace(/^\uFEFF/, "");
  if (!/^\s*[{[]/.test(bare)) return world.readYaml(bare);
  try {
    return { value: JSON.parse(bare) as unknown };
  } catch (error) {
    // A flow mapping of YAML begins so, too.
    const reading = await world.readYaml(bare);
    return "value" in reading ? reading : { fault: jsonFault(bare, error) };
  }
}

/** Where JSON breaks off; the parser's own words quote the document. */
function jsonFault(text: string, error: unknown): string {
  const position = /position (\d+)/.exec(String(error))?.[1];
  if (position === undefined) return "The document is not valid JSON: it ends too early.";
  const lines = text.slice(0, Number(position)).split("\n");
  return `The document is not valid JSON at line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}.`;
}
