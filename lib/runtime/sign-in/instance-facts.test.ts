// Promise: the facts name places, and nothing of what a URL holds beside them.
import { expect, it } from "vitest";
import { readEnvironment } from "@/lib/runtime/env";
import { instanceFacts } from "./instance-facts";

const factsOf = (variables: Record<string, string>) => {
  const environment = readEnvironment(variables);
  if (typeof environment === "string") throw new Error(environment);
  return instanceFacts(environment);
};

it("an instance that was started with nothing", () => {
  expect(factsOf({})).toMatchObject({
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    database: "PGlite, in the data directory",
    limiter: "The memory of this process",
    onLimiterOutage: null,
    mailServer: null,
    publicUrl: null,
    signOnIssuer: null,
  });
});

it("one with services, whose URLs hold names and passwords", () => {
  const facts = factsOf({
    DATABASE_URL: "postgres://ada:hidden-1@db.example:5432/keyfuse?password=hidden-2",
    KEYFUSE_MASTER_KEY: "hidden-3".padEnd(64, "0"),
    REDIS_URL: "rediss://default:hidden-4@redis.example:6380/1",
    SMTP_URL: "smtps://ada:hidden-5@mail.example:465",
    OIDC_ISSUER: "https://login.example/realm?x=hidden-6",
    OIDC_CLIENT_ID: "hidden-7",
    OIDC_CLIENT_SECRET: "hidden-8",
  });
  expect(facts).toMatchObject({
    database: "PostgreSQL at db.example:5432/keyfuse",
    limiter: "Redis at redis.example:6380",
    onLimiterOutage: "local",
    mailServer: "mail.example:465",
    signOnIssuer: "login.example",
  });
  expect(JSON.stringify(facts)).not.toMatch(/hidden|ada/);
});
