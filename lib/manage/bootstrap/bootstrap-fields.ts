// The single values a bootstrap file is made of: names, ids, addresses, paths, instants. What the database cannot store is refused here.
import { z } from "zod";
import { parseBlock } from "@/lib/core/grants/addresses";
import { templateFault } from "@/lib/core/grants/template-fault";
import type { Json } from "@/lib/core/http";
import { isPublicId, isStorable } from "@/lib/core/schemas/texts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

const MAX_METADATA_CHARACTERS = 16_384;

/** The deepest nesting of free JSON; far above what people write and far below what exhausts a stack. */
const MAX_DEPTH = 32;

const CONTROL_CHARACTERS = /\p{Cc}/u;
const CONTROL_BUT_LINES = /[^\P{Cc}\n\r\t]/u;

/** One line of text, 1 to `most` characters. */
export const line = (most: number) =>
  z
    .string()
    .min(1, "must not be empty")
    .max(most, `has at most ${most} characters`)
    .refine((text) => isStorable(text) && !CONTROL_CHARACTERS.test(text), "must be one line without control characters");

/** Free text of up to `most` characters, line breaks allowed. */
export const freeText = (most: number) =>
  z
    .string()
    .max(most, `has at most ${most} characters`)
    .refine((text) => isStorable(text) && !CONTROL_BUT_LINES.test(text), "must not contain control characters");

export const publicKeyId = z.string().refine(isPublicId, "must be key_ and 10 digits");

export const slug = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, "must be 1 to 63 lower-case letters, digits and inner hyphens");

/** A host name or address without a port, lower-cased. */
export const host = z
  .string()
  .transform((text) => text.toLowerCase())
  .refine(
    (text) => text.length <= 253 && /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/.test(text),
    "must be a host name without scheme, port or path, such as api.example.com",
  );

/** An address or CIDR block, v4 or v6. */
export const addressBlock = z.string().refine((text) => parseBlock(text) !== null, "must be an address or a CIDR block such as 10.0.0.0/8");

export const permission = line(64).refine((text) => !/\s/.test(text), "must not contain spaces");

/** An instant with its zone (RFC 3339), as a Date. */
export const instant = z.iso
  .datetime({ offset: true, error: "must be an instant such as 2027-01-31T12:00:00Z" })
  .transform((text) => new Date(text));

/** A whole number within bounds. */
export const whole = (least: number, most: number) => {
  const message = `must be a whole number from ${least} to ${most}`;
  return z.int(message).min(least, message).max(most, message);
};

/** Methods of an endpoint or a grant. HEAD is served wherever GET is, so it is kept as GET. */
export const methods = z
  .array(
    z
      .string()
      .transform((text) => (text.toUpperCase() === "HEAD" ? "GET" : text.toUpperCase()))
      .pipe(z.enum(METHODS, `must be one of ${METHODS.join(", ")}`)),
  )
  .min(1, "must name at least one method")
  .transform((names) => [...new Set(names)]);

/** A path template: canonical segments, each a literal or `{name}`. */
export const template = z
  .string()
  .max(1024, "has at most 1024 characters")
  .refine(isTemplate, {
    error: (issue) => templateFault(String(issue.input)) ?? "must be a path template",
  });

/** Endpoint templates × methods. */
export const endpointGrants = z.record(template, methods);

/** Every method on each of the templates. */
export function grantsOfTemplates(templates: readonly string[]): Record<string, (typeof METHODS)[number][]> {
  return Object.fromEntries(templates.map((path) => [path, [...METHODS]]));
}

/** Free JSON as an object, small enough to travel with every decision. */
export const jsonObject = z
  .record(z.string(), z.unknown())
  .refine((value) => isStorableJson(value, MAX_DEPTH), "must hold storable text and at most 32 levels")
  .refine((value) => JSON.stringify(value).length <= MAX_METADATA_CHARACTERS, `has at most ${MAX_METADATA_CHARACTERS} characters as JSON`)
  .transform((value) => value as { [name: string]: Json });

function isTemplate(path: string): boolean {
  return templateFault(path) === null;
}

function isStorableJson(value: unknown, depth: number): boolean {
  if (typeof value === "string") return isStorable(value);
  if (typeof value !== "object" || value === null) return true;
  if (depth === 0) return false;
  return Object.entries(value).every(([name, inner]) => isStorable(name) && isStorableJson(inner, depth - 1));
}
