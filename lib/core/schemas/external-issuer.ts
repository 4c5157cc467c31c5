// An external issuer as it is stored and as a bootstrap file may write it.
import { z } from "zod";
import { isLoopback } from "@/lib/core/forwarded";
import type { ExternalIssuer } from "@/lib/core/tokens/external-issuer";
import { PUBLIC_ALGORITHMS, type PublicAlgorithm } from "@/lib/core/tokens/public-algorithms";
import { isStorable } from "./texts";

/** What an issuer signs with that does not say otherwise. */
const DEFAULT_ALGORITHMS: readonly PublicAlgorithm[] = ["RS256", "ES256"];

const name = (most: number) =>
  z
    .string()
    .min(1, "must not be empty")
    .max(most, `has at most ${most} characters`)
    .refine((text) => isStorable(text) && !/\p{Cc}/u.test(text), "must be one line without control characters");

const keysUrl = z
  .string()
  .max(1000, "has at most 1000 characters")
  .refine(isKeysUrl, "must be an https URL without credentials or fragment (http on loopback)");

/** As a bootstrap file writes it; what is left out has its default. */
export const externalIssuer = z
  .strictObject({
    issuer: name(1000),
    jwksUrl: keysUrl.nullable().default(null),
    audience: name(1000).nullable().default(null),
    algorithms: z
      .array(z.enum(PUBLIC_ALGORITHMS, `must be one of ${PUBLIC_ALGORITHMS.join(", ")}`))
      .min(1, "must name an algorithm")
      .default([...DEFAULT_ALGORITHMS]),
    permissionsClaim: name(200).nullable().default(null),
    tenantClaim: name(200).nullable().default(null),
    subjectClaim: name(200).default("sub"),
    permissions: z
      .record(name(200), z.array(name(64)))
      .nullable()
      .default(null),
  })
  .refine(({ issuer, jwksUrl }) => jwksUrl !== null || isKeysUrl(issuer), {
    error: "needs the address of its keys (jwksUrl), unless the issuer is an https URL under which they can be found",
    path: ["jwksUrl"],
  });

/** The stored column. */
export const externalIssuers: z.ZodType<readonly ExternalIssuer[]> = z.array(externalIssuer);

/** Whether keys may be read under that URL. What goes over the wire in the clear could be anybody's. */
export function isKeysUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, hash } = new URL(text);
  if (username !== "" || password !== "" || hash !== "") return false;
  const isOwnMachine = hostname === "localhost" || isLoopback(hostname.replace(/^\[|\]$/g, ""));
  return protocol === "https:" || (protocol === "http:" && isOwnMachine);
}
