// A trusted issuer as it is typed.
import { typedLines } from "@/lib/core/apis/api-form";
import type { ExternalIssuer } from "@/lib/core/tokens/external-issuer";

export interface IssuerDraft {
  readonly issuer: string;
  readonly jwksUrl: string;
  readonly audience: string;
  readonly algorithms: readonly string[];
  readonly permissionsClaim: string;
  readonly tenantClaim: string;
  readonly subjectClaim: string;
  /** A line for each of its names: `theirs = ours, ours`. */
  readonly permissions: string;
}

export const NEW_ISSUER: IssuerDraft = {
  issuer: "",
  jwksUrl: "",
  audience: "",
  algorithms: ["RS256", "ES256"],
  permissionsClaim: "",
  tenantClaim: "",
  subjectClaim: "sub",
  permissions: "",
};

export function issuerDraft(issuer: ExternalIssuer): IssuerDraft {
  return {
    issuer: issuer.issuer,
    jwksUrl: issuer.jwksUrl ?? "",
    audience: issuer.audience ?? "",
    algorithms: issuer.algorithms,
    permissionsClaim: issuer.permissionsClaim ?? "",
    tenantClaim: issuer.tenantClaim ?? "",
    subjectClaim: issuer.subjectClaim,
    permissions: Object.entries(issuer.permissions ?? {})
      .map(([theirs, ours]) => `${theirs} = ${ours.join(", ")}`)
      .join("\n"),
  };
}

/** As it is sent. */
export function issuerOf(draft: IssuerDraft) {
  const orNull = (text: string) => (text.trim() === "" ? null : text.trim());
  const lines = typedLines(draft.permissions);
  return {
    issuer: draft.issuer.trim(),
    jwksUrl: orNull(draft.jwksUrl),
    audience: orNull(draft.audience),
    algorithms: draft.algorithms,
    permissionsClaim: orNull(draft.permissionsClaim),
    tenantClaim: orNull(draft.tenantClaim),
    subjectClaim: draft.subjectClaim.trim(),
    permissions: lines.length === 0 ? null : Object.fromEntries(lines.map(mapping)),
  };
}

/** A line without `=` names a permission that allows nothing. */
function mapping(line: string): [string, string[]] {
  const [theirs = "", ours = ""] = line.split(/=(.*)/s);
  return [theirs.trim(), ours.split(",").flatMap((name) => name.trim() || [])];
}
