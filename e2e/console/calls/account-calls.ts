// Actions about a member's own account.
import { PASSWORD } from "../console-world";
import type { ActionCall } from "./action-call";

const NEEDS_APP = "it needs a code of an app that was set up a moment ago; e2e/browser/account.spec.ts makes one";
const NEEDS_DEVICE = "it needs a passkey of a device; e2e/browser/account.spec.ts has one";
const ENDS = { endsSession: true, withoutNaughty: "it takes no text, and ends the session" } as const;
const SECRET = { withoutNaughty: "what it takes is compared with what is right, and neither stored nor shown" } as const;

export const ACCOUNT_CALLS: Readonly<Record<string, ActionCall>> = {
  signOut: { leastRole: "viewer", good: () => [], ...ENDS },
  signOutHere: { leastRole: "viewer", good: () => [], ...ENDS },
  renameMyself: {
    leastRole: "viewer",
    good: () => [{ form: { name: "Renamed" } }],
    stored: async ({ prisma }) => (await prisma.member.findUniqueOrThrow({ where: { email: "owner@example.com" } })).name,
  },
  changeMyPassword: {
    leastRole: "viewer",
    good: () => [{ form: { current: PASSWORD, password: PASSWORD, repeated: PASSWORD } }],
    ...SECRET,
  },
  endMySession: {
    leastRole: "viewer",
    good: () => [{ data: "00000000-0000-4000-8000-000000000000" }],
    cannotSucceed: "it needs the id of another session; e2e/browser/account.spec.ts ends one",
  },
  endMyOtherSessions: { leastRole: "viewer", good: () => [] },
  prepareMySecondFactor: { leastRole: "viewer", good: () => [{ form: { password: PASSWORD } }], ...SECRET },
  confirmMySecondFactor: { leastRole: "viewer", good: () => [{ form: { code: "123456" } }], cannotSucceed: NEEDS_APP, ...SECRET },
  renewMyRecoveryCodes: {
    leastRole: "viewer",
    good: () => [{ form: { password: PASSWORD, code: "123456" } }],
    cannotSucceed: NEEDS_APP,
    ...SECRET,
  },
  turnMySecondFactorOff: {
    leastRole: "viewer",
    good: () => [{ form: { password: PASSWORD, code: "123456" } }],
    cannotSucceed: NEEDS_APP,
    ...SECRET,
  },
  askForMyPasskey: { leastRole: "viewer", good: () => [{ form: { password: PASSWORD } }], ...SECRET },
  addMyPasskey: { leastRole: "viewer", good: () => [{ form: { name: "Laptop", answer: "{}" } }], cannotSucceed: NEEDS_DEVICE },
  renameMyPasskey: {
    leastRole: "viewer",
    good: () => [{ data: "no-such-passkey" }, { form: { name: "Laptop" } }],
    cannotSucceed: NEEDS_DEVICE,
  },
  removeMyPasskey: {
    leastRole: "viewer",
    good: () => [{ data: "no-such-passkey" }, { form: { password: PASSWORD } }],
    cannotSucceed: NEEDS_DEVICE,
    ...SECRET,
  },
  linkMySingleSignOn: { leastRole: "viewer", good: () => [{ form: { password: PASSWORD } }], ...SECRET },
  unlinkMySingleSignOn: {
    leastRole: "viewer",
    good: () => [{ form: { password: PASSWORD } }],
    cannotSucceed: "it needs a linked account; e2e/browser/single-sign-on.spec.ts has one",
    ...SECRET,
  },
};
