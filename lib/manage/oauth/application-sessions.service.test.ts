// What an application can do as an OAuth client with the refresh tokens of its users, and with nobody else's.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseToken } from "@/lib/core/tokens/parse-token";
import { SessionWorld } from "@/scripts/services/session-world";
import { TEST_DATABASES } from "@/scripts/services/test-worlds";
import { describeSession, endForApplication, refreshForApplication } from "./application-sessions";
import type { ApplicationClient } from "./find-client";

describe.each(Object.entries(TEST_DATABASES))("sessions of an OAuth client on %s", (_name, open) => {
  let base: SessionWorld;
  let own: ApplicationClient;
  let other: ApplicationClient;
  beforeAll(async () => {
    base = await SessionWorld.open(open);
    own = await clientOf();
    other = await clientOf();
  });
  afterAll(() => base?.close());

  async function clientOf(): Promise<ApplicationClient> {
    return { kind: "application", id: await base.addApplication(), tenantId: base.tenantId, isActive: true };
  }

  it("a refresh token is exchanged for the next tokens, once", async () => {
    const { refreshToken, refreshTokenId } = await base.begin(own.id);
    const next = await refreshForApplication(base.world, own, refreshToken);
    expect(parseToken(next?.access.token ?? "", null)?.claims).toMatchObject({
      sub: base.userId,
      applicationId: own.id,
      sid: refreshTokenId,
    });
    expect(next?.refresh.token).not.toBe(refreshToken);
    expect(await refreshForApplication(base.world, own, refreshToken)).toBeNull();
    expect(await refreshForApplication(base.world, own, next?.refresh.token ?? "")).toBeNull();
    expect(base.told()).toContain(`session ${refreshTokenId}`);
  });

  it("a client learns of its own good token what it is, of a spent or ended one nothing", async () => {
    const { refreshToken } = await base.begin(own.id);
    expect(await describeSession(base.world, own, refreshToken)).toMatchObject({ active: true, client_id: own.id, sub: base.userId });
    const next = await refreshForApplication(base.world, own, refreshToken);
    expect(await describeSession(base.world, own, refreshToken)).toBeNull();
    expect(await endForApplication(base.world, own, next?.refresh.token ?? "")).toBe(true);
    expect(await describeSession(base.world, own, next?.refresh.token ?? "")).toBeNull();
  });

  it("a revoked token ends its session with every access token of it", async () => {
    const { refreshToken, refreshTokenId } = await base.begin(own.id);
    expect(await endForApplication(base.world, own, refreshToken)).toBe(true);
    expect((await base.session(refreshTokenId)).endedAt).not.toBeNull();
    expect(base.told()).toContain(`session ${refreshTokenId}`);
    expect(await refreshForApplication(base.world, own, refreshToken)).toBeNull();
  });

  it.each<[string, (secret: string, client: ApplicationClient) => Promise<unknown>]>([
    ["refreshes", (secret, client) => refreshForApplication(base.world, client, secret)],
    ["learns of", (secret, client) => describeSession(base.world, client, secret)],
    ["ends", async (secret, client) => (await endForApplication(base.world, client, secret)) || null],
  ])("nobody %s a token that was issued to another client, or in another tenant, and it stays good", async (_verb, act) => {
    const { refreshToken } = await base.begin(own.id);
    expect(await act(refreshToken, other)).toBeNull();
    expect(await act(refreshToken, { ...own, tenantId: randomUUID() })).toBeNull();
    expect(await refreshForApplication(base.world, own, refreshToken)).not.toBeNull();
  });
});
