// Puts a pasted credential where the API reads it, as its client would.
import type { Api } from "@/lib/core/catalogue";
import type { Carried, HeaderCarrier } from "@/lib/core/dialects/dialect";
import type { HeaderLine } from "@/lib/core/http";
import { headerCarriers } from "./look";
import type { Pasted } from "./pasted";

const TOKEN = /^[^.\s]+\.[^.\s]+\.[^.\s]*$/;

/** The header lines of the request: the pasted ones, or the API's usual header for a credential that was pasted alone. */
export function linesFor(api: Api, pasted: Pasted): HeaderLine[] {
  if (pasted.credential !== null) return presentAlone(api, pasted.credential);
  return pasted.lines.map(({ name, value }) => [name, value] as const);
}

/** Whether the paste leaves out what the API would read as the credential: its value stands in a variable or a file. */
export function isCredentialMissing(api: Api, { lines }: Pasted): boolean {
  const names = new Set(["", ...headerCarriers(api).map(({ name }) => name.toLowerCase())]);
  return lines.some(({ name, isPartial }) => isPartial && names.has(name.toLowerCase()));
}

function presentAlone(api: Api, value: string): HeaderLine[] {
  const { prefix } = api.dialect.keyShape;
  const isToken = api.dialect.tokens !== null && TOKEN.test(value) && (prefix === "" || !value.startsWith(prefix));
  const found = findScheme(headerCarriers(api), (carries) => carries === "key-or-token" || (carries === "token") === isToken);
  if (found === null) return [];
  return [[found.name, found.scheme === null ? value : `${found.scheme} ${value}`]];
}

function findScheme(
  carriers: readonly HeaderCarrier[],
  fits: (carries: Carried) => boolean,
): { name: string; scheme: string | null } | null {
  for (const { name, schemes } of carriers) {
    const fitting = schemes.find(({ carries }) => fits(carries));
    if (fitting !== undefined) return { name, scheme: fitting.scheme };
  }
  return null;
}
