// Where attacks are aimed: every kind of entrance, with a path that needs a credential and credentials that do not open it.
import { GATEWAY_SLUGS, MANAGEMENT_SECRETS, secretOf } from "@/e2e/dialects/secrets";
import { APPLE_USER } from "@/e2e/dialects/world";
import type { HeaderLine } from "@/e2e/raw-http";

export interface Entrance {
  readonly name: string;
  /** Without a slash at its end. */
  readonly base: string;
  /** A registered path below it that a good key opens. */
  readonly secured: string;
  /** A path that the limited key does not open. */
  readonly beyond: string;
  /** A path that the limited key opens. */
  readonly granted: string;
  readonly limited: HeaderLine;
  readonly unknown: HeaderLine;
  /** Opens `secured`. */
  readonly good: HeaderLine;
}

const carried = (slug: string, secret: string): HeaderLine =>
  slug === "cryptofuse" ? ["X-API-Key", secret] : ["Authorization", `Bearer ${secret}`];

/** The four gateway dialects and the management API. */
export const ENTRANCES: readonly Entrance[] = [
  ...GATEWAY_SLUGS.map((slug) => ({
    name: slug,
    base: `/gateway/${slug}`,
    secured: "/things/forbidden",
    beyond: "/guarded",
    granted: "/things",
    limited: carried(slug, secretOf(slug, "granted")),
    unknown: carried(slug, secretOf(slug, "nobody")),
    good: carried(slug, secretOf(slug, "good")),
  })),
  {
    name: "management",
    base: "/api",
    secured: `/user/${APPLE_USER}`,
    beyond: "/user/search",
    granted: "/user",
    limited: ["Authorization", MANAGEMENT_SECRETS.getUsers],
    unknown: ["Authorization", "nobody-has-this-key"],
    good: ["Authorization", MANAGEMENT_SECRETS.global],
  },
];
