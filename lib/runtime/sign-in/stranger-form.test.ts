// Links by mail that strangers ask for: beyond what one address is sent, the answer is the same and nothing is sent.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { PUBLISHED } from "@/lib/core/published";
import { createTeamThrottle } from "./sign-in-throttle";
import { mailLater } from "./stranger-form";

let asked = 0;
let noted = 0;
vi.mock("./requester", () => ({
  isAskedByOwnPage: async () => true,
  requesterAddress: async () => `192.0.2.${asked}`,
  mailedUrl: async () => "https://keys.example.com",
}));

beforeEach(() => {
  noted = 0;
  const mailAsk = {
    create: async () => {
      noted += 1;
    },
  };
  const bound = { prisma: { mailAsk }, sealing: { seal: () => new Uint8Array() }, randomBytes: (bytes: number) => new Uint8Array(bytes) };
  const world = { ...createTeamThrottle({ nowMs: () => 1_790_000_000_000 }), ...bound, nowMs: () => 1_790_000_000_000 };
  Object.assign(globalThis, { [PUBLISHED]: { console: { world, reportFault: () => {} } } });
});
afterEach(() => Reflect.deleteProperty(globalThis, PUBLISHED));

it("the sixth mail of an hour to one address is dropped without a word, from wherever it is asked for", async () => {
  for (asked = 1; asked <= 8; asked += 1) {
    const answer = await mailLater("password-reset", asked % 2 === 0 ? "ada@example.com" : " ADA@example.com");
    expect(answer).toEqual({ kind: "asked" });
  }
  expect(noted).toBe(5);
});
