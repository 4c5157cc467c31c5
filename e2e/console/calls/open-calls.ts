// Actions of pages before the sign-in, which strangers may send: each is prepared so that a good call gets as far as storing something.
import { randomUUID } from "node:crypto";
import { createHasher } from "@/lib/adapters/system/hasher";
import { derivePepper, loadMasterKey } from "@/lib/adapters/system/master-key";
import { SIGN_UP } from "@/lib/core/settings/sign-up";
import type { Argument } from "../console-client";
import { CHANGED_MEMBER, type ConsoleWorld } from "../console-world";
import { LINK_TOKEN } from "../request-seeds";
import { type ActionCall, formOf, IDLE_STATE } from "./action-call";

const TOKEN: Argument = { data: LINK_TOKEN };
const PASSWORDS = { password: "a password of the suites", repeated: "a password of the suites" };
const IN_AN_HOUR = () => new Date(Date.now() + 3_600_000);

/** What is stored of the suites' token in that kind of link. */
function fingerprintOf({ server }: ConsoleWorld, kind: string) {
  return Buffer.from(createHasher(derivePepper(loadMasterKey(null, server.dataDir).bytes)).fingerprint(kind, LINK_TOKEN), "hex");
}

async function makeInvitation(world: ConsoleWorld): Promise<void> {
  const fingerprint = fingerprintOf(world, "link invitation");
  const invitation = { role: "viewer", invitedBy: "system", createdAt: new Date(), expiresAt: IN_AN_HOUR() };
  const create = { id: randomUUID(), email: `${randomUUID()}@example.com`, fingerprint, ...invitation };
  await world.database.prisma.invitation.upsert({ where: { fingerprint }, create, update: invitation });
}

async function makeResetLink(world: ConsoleWorld): Promise<void> {
  const { prisma } = world.database;
  // Suites disable and remove whom they may change; a link is for a member who is there.
  const { id: memberId } = await prisma.member.findFirstOrThrow({ where: { OR: [{ id: CHANGED_MEMBER }, { role: "developer" }] } });
  const link = { fingerprint: fingerprintOf(world, "link reset"), expiresAt: IN_AN_HOUR() };
  await prisma.resetLink.upsert({ where: { memberId }, create: { memberId, ...link }, update: link });
}

async function makeSetupLink(world: ConsoleWorld): Promise<void> {
  const fingerprint = fingerprintOf(world, "setup");
  const link = { expiresAt: IN_AN_HOUR(), usedAt: null };
  await world.database.prisma.setupLink.upsert({ where: { fingerprint }, create: { fingerprint, ...link }, update: link });
}

async function openSignUp({ database }: ConsoleWorld): Promise<void> {
  const row = { value: { mode: "open", domains: [] }, updatedAt: new Date() };
  await database.prisma.setting.upsert({ where: { name: SIGN_UP.name }, create: { name: SIGN_UP.name, ...row }, update: row });
}

const STRANGER = { name: "Grace Hopper", organisation: "Navy", purpose: "Compilers", plan: "default", agree: "on", website: "" };

type OpenCall = Omit<ActionCall, "leastRole">;

/** By the action's name. */
export const OPEN_CALLS: Readonly<Record<string, OpenCall>> = {
  askForAccount: { good: () => [{ form: { email: `${randomUUID()}@example.com` } }], prepare: openSignUp },
  askForKey: {
    good: () => [{ data: "standard" }, IDLE_STATE, { form: { ...STRANGER, email: `${randomUUID()}@example.com` } }],
    stored: async ({ prisma }, field, call) => {
      if (field !== "name" && field !== "organisation" && field !== "purpose") return null;
      return (await prisma.keyRequest.findFirstOrThrow({ where: { email: String(formOf(call).email) } }))[field];
    },
  },
  askForPasskey: { good: () => [], withoutNaughty: "it takes nothing" },
  askForReset: { good: () => [{ form: { email: `${randomUUID()}@example.com` } }] },
  confirmAddress: { good: () => [TOKEN] },
  joinByLink: {
    good: () => [{ form: { token: LINK_TOKEN, name: "Grace Hopper", ...PASSWORDS } }],
    prepare: makeInvitation,
    stored: async ({ prisma }, field) =>
      field === "name" ? (await prisma.member.findFirstOrThrow({ orderBy: { createdAt: "desc" } })).name : null,
  },
  makeOwner: {
    good: () => [IDLE_STATE, { form: { token: LINK_TOKEN, email: `${randomUUID()}@example.com`, name: "Grace Hopper", ...PASSWORDS } }],
    prepare: makeSetupLink,
  },
  readConfirm: { good: () => [TOKEN] },
  readReset: { good: () => [TOKEN] },
  readReveal: { good: () => [TOKEN] },
  readSeat: { good: () => [TOKEN] },
  resetByLink: { good: () => [{ form: { token: LINK_TOKEN, ...PASSWORDS } }], prepare: makeResetLink },
  readWithdraw: { good: () => [TOKEN] },
  revealSecret: { good: () => [TOKEN] },
  withdrawAsked: { good: () => [TOKEN] },
};
