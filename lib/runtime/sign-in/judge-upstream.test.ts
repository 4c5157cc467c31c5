// A form says beforehand what the gateway would say of an upstream.
import { describe, expect, it } from "vitest";
import type { Environment } from "@/lib/runtime/env";
import { upstreamJudge } from "./judge-upstream";

const environment = (databaseUrl: string | null, allowPrivateUpstreams: readonly string[] = []) =>
  ({ databaseUrl, allowPrivateUpstreams }) as Environment;

describe("an upstream that is typed", () => {
  it.each([
    ["http://10.0.0.1", null, [], true],
    ["http://10.0.0.1", null, ["10.0.0.0/8"], false],
    ["http://127.0.0.1:9", null, [], false],
    ["http://127.0.0.1:9", "postgres://db", [], true],
    ["http://[::1]:9", "postgres://db", [], true],
    ["http://localhost", "postgres://db", [], true],
    ["http://169.254.169.254/latest", null, [], true],
    ["https://1.1.1.1", "postgres://db", [], false],
    ["https://no-such-name.invalid", "postgres://db", [], false],
    ["no url", null, [], false],
  ])("%s with the database %s and %j allowed: refused is %s", async (upstream, databaseUrl, allowed, isRefused) => {
    expect((await upstreamJudge(environment(databaseUrl, allowed))(upstream)) !== null).toBe(isRefused);
  });
});
