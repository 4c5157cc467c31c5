// `keyfuse apis …`.
import type { Command } from "commander";
import type { ImportPreview } from "@/lib/core/openapi-import/import-preview";
import { applyImport, type EndpointChange } from "@/lib/core/openapi-import/plan-import";
import { changeProtectedApi } from "@/lib/manage/apis/change-protected-api";
import { listApis } from "@/lib/manage/apis/list-apis";
import { previewImport } from "@/lib/manage/apis/preview-import";
import type { Instance } from "@/lib/runtime/open-instance";
import { yamlReader } from "@/lib/runtime/yaml/read-yaml";
import { ACTOR, type CommonOptions, carriedOut, RefusedError, type Reply, readInput, replyPrepared, type Session, table } from "./session";

/** Adds the noun to the program. */
export function addApisCommands(program: Command, session: Session): void {
  const apis = program.command("apis").description("protected APIs");
  apis
    .command("list")
    .description("list protected APIs")
    .option("--json", "print one JSON document")
    .action((options: CommonOptions) =>
      replyPrepared(session, options, async ({ world }) => {
        const found = await listApis(world);
        const rows = found.map((api) => [api.slug, api.dialect, api.upstream ?? "–", String(api.keys), api.name]);
        return { json: found, text: table(["SLUG", "DIALECT", "UPSTREAM", "KEYS", "NAME"], rows) };
      }),
    );
  apis
    .command("import-openapi <slug> <file>")
    .description("register the operations of an OpenAPI 3.0 or 3.1 document, JSON or YAML (- = standard input), as endpoints of an API")
    .option("--dry-run", "show what would change, and change nothing")
    .option("--remove", "remove endpoints that the document does not hold, too")
    .option("--base-path", "put the path of the document's first server before each path")
    .option("--json", "print one JSON document")
    .action((slug: string, file: string, options: ImportOptions) =>
      replyPrepared(session, options, async (instance) => importEndpoints(instance, session, slug, await readInput(file), options)),
    );
}

interface ImportOptions extends CommonOptions {
  readonly dryRun?: boolean;
  readonly remove?: boolean;
  readonly basePath?: boolean;
}

const MOST_BYTES = 16_777_216;

async function importEndpoints(
  { world, apiSealing }: Instance,
  { root }: Session,
  slug: string,
  text: string,
  options: ImportOptions,
): Promise<Reply> {
  if (Buffer.byteLength(text) > MOST_BYTES) throw new RefusedError("The document is larger than 16 MiB.");
  const absent = "There is no such API whose endpoints can be registered.";
  const importWorld = { ...world, unseal: apiSealing.openText, readYaml: yamlReader(root) };
  const usesBasePath = options.basePath === true;
  const preview = carriedOut(await previewImport(importWorld, { slug, text, usesBasePath }), absent);
  const made = preview.changes.filter(
    ({ kind }) => kind === "added" || kind === "changed" || (kind === "removed" && options.remove === true),
  );
  if (options.dryRun !== true && made.length > 0) {
    const endpoints = applyImport(preview.current, preview.changes, new Set(made.map(({ id }) => id)));
    // Hosts and upstream stay what they are, so nobody needs to judge them.
    const apiWorld = { ...importWorld, judgeUpstream: async () => null, isOwnHost: () => false };
    carriedOut(await changeProtectedApi(apiWorld, ACTOR, { slug, version: preview.version, patch: { endpoints } }), absent);
  }
  return replyOf(preview, made, options);
}

const SIGNS: Readonly<Record<EndpointChange["kind"], string>> = { added: "+", changed: "~", removed: "-", unchanged: " " };

function replyOf({ changes, remarks, basePath }: ImportPreview, made: readonly EndpointChange[], options: ImportOptions): Reply {
  const isDry = options.dryRun === true;
  const kept = changes.filter((change) => change.kind === "removed" && !made.includes(change)).length;
  const lines = [
    ...made.map(({ kind, method, path, to }) => `${SIGNS[kind]} ${method} ${path}${to === null ? "" : ` (${to})`}`),
    ...remarks.map(({ place, text }) => `! ${place}: ${text}`),
    ...(kept > 0 ? [`${kept} not in the document, kept (--remove removes them).`] : []),
    ...(basePath !== "" && options.basePath !== true
      ? [`The document's server has the path ${basePath} (--base-path puts it before each path).`]
      : []),
    `${made.length} ${made.length === 1 ? "change" : "changes"} ${isDry ? "would be made" : "made"}.`,
  ];
  return { json: { isDryRun: isDry, changes: made, kept, remarks }, text: lines.join("\n") };
}
