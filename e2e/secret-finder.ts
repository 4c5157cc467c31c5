// Looks for secrets in everything that was written down, in every form in which a text may have been written.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Something that was written, by name. */
export type Place = readonly [name: string, bytes: Buffer];

/** Forms that each secret is looked for in. */
export const FORMS = 9;

/** Every way in which a text may have been written down. */
export function formsOf(secret: string): Buffer[] {
  const bytes = Buffer.from(secret);
  // Base64 of a text inside a longer one depends on where it starts; the inner characters of the three alignments are enough.
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString("base64")
      .slice(shift === 0 ? 0 : 4)
      .replace(/.{4}=*$/, ""),
  );
  const texts = [
    secret,
    ...base64,
    bytes.toString("base64url"),
    bytes.toString("hex"),
    bytes.toString("hex").toUpperCase(),
    encodeURIComponent(secret),
  ];
  return [...texts.map((text) => Buffer.from(text)), Buffer.from(secret, "utf16le")];
}

/** Where which secret stands in which form. */
export function findSecrets(secrets: Iterable<string>, places: readonly Place[]): string[] {
  return [...secrets].flatMap((secret, index) =>
    formsOf(secret).flatMap((form, kind) =>
      places.filter(([, bytes]) => bytes.includes(form)).map(([name]) => `secret ${index}, form ${kind}: ${name}`),
    ),
  );
}

/** Every file below a directory, with its content. */
export function filesUnder(directory: string): Place[] {
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => [path.relative(directory, file), readFileSync(file)] as const);
}
