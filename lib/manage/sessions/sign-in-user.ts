// Signs a tenant's user in with login id and password.
import type { JsonObject } from "@/lib/core/json";
import type { UserView } from "@/lib/core/schemas/user";
import type { SignInSource, SignInTry } from "@/lib/core/sign-in/sign-in-limits";
import { changing } from "@/lib/manage/changing";
import { done } from "@/lib/manage/outcome";
import { viewUser } from "@/lib/manage/users/view-user";
import type { World } from "@/lib/manage/world";
import type { SignInAdmission, SignInRefusal } from "@/lib/ports/sign-in-throttle";
import { beginSession, type SessionTokens } from "./begin-session";
import type { SessionPlace } from "./session-place";
import { type Account, findAccount, findSessionUser, isExpired, type LoginIdType, registrationAt } from "./session-user";

/** One try. */
export interface UserSignIn {
  readonly place: SessionPlace;
  readonly loginId: string;
  readonly loginIdTypes: readonly LoginIdType[];
  readonly password: string;
  readonly source: SignInSource;
  readonly wantsTokens: boolean;
  readonly metadata: JsonObject;
}

/** `refused` never says whether there is such a user. `expired`: the password was right. */
export type UserSignedIn =
  | { readonly kind: "signed-in"; readonly user: UserView; readonly isRegistered: boolean; readonly tokens: SessionTokens | null }
  | { readonly kind: "refused" }
  | { readonly kind: "expired" }
  | { readonly kind: "slowed"; readonly retryAfterSeconds: number };

/** No user's password is longer. What is longer is wrong, and need not be hashed as a whole to know it. */
const MOST_PASSWORD_CHARACTERS = 256;

/**
 * Decides a sign-in. An unknown user costs as much time as a wrong password, and success and failure are audited. Beyond the throttle
 * nothing is hashed and nothing written.
 */
export async function signInUser(world: World, attempt: UserSignIn): Promise<UserSignedIn> {
  const { place, loginId, source } = attempt;
  const asked: SignInTry = { account: `${place.tenantId} ${loginId.toLowerCase()}`, source };
  const admission = await admit(world, attempt, asked);
  if (admission.kind === "slowed") return admission;
  let isRight = false;
  try {
    const user = await findAccount(world, place.tenantId, loginId, attempt.loginIdTypes);
    isRight = await isWhoTheySay(world, attempt, user);
    if (user === null || !isRight || isExpired(user, world.nowMs())) {
      await recordRefusal(world, attempt, user);
      return { kind: isRight ? "expired" : "refused" };
    }
    return await letIn(world, attempt, user);
  } finally {
    admission.end(isRight ? "right" : "wrong");
  }
}

/** Who is slowed down only by the failures of others passes where they signed in from there before. */
async function admit(world: World, attempt: UserSignIn, asked: SignInTry): Promise<SignInAdmission | SignInRefusal> {
  const first = world.signIns.admit(asked, false);
  if (first.kind === "admitted" || first.by === "own" || !(await isFamiliar(world, attempt))) return first;
  return world.signIns.admit(asked, true);
}

/** The audit remembers for good where somebody signed in from. */
async function isFamiliar(world: World, { place, loginId, loginIdTypes, source }: UserSignIn): Promise<boolean> {
  const user = await findAccount(world, place.tenantId, loginId, loginIdTypes);
  if (user === null) return false;
  const entry = await world.prisma.auditEntry.findFirst({
    where: {
      chain: place.tenantId,
      target: `user:${user.id}`,
      action: "session.start",
      details: { path: ["source"], equals: source.name },
    },
    select: { sequence: true },
  });
  return entry !== null;
}

/** The password is looked at in any case, so that time tells nothing. */
async function isWhoTheySay(world: World, { place, password }: UserSignIn, user: Account | null): Promise<boolean> {
  const isRight = await world.verifyPassword(user?.passwordHash ?? null, password.slice(0, MOST_PASSWORD_CHARACTERS + 1));
  return isRight && user?.active === true && place.isActive;
}

async function letIn(world: World, { place, source, wantsTokens, metadata }: UserSignIn, account: Account): Promise<UserSignedIn> {
  const user = await findSessionUser(world, place.tenantId, account.id);
  // Deactivated, or with another password, since that was looked at.
  if (user === null || user.passwordHash !== account.passwordHash) return { kind: "refused" };
  const begun = await beginSession(world, {
    user,
    place,
    type: "PASSWORD",
    wantsTokens,
    metadata,
    actor: `user:${user.id}`,
    details: { source: source.name },
  });
  if (begun.kind === "refused" || begun.kind === "absent") return { kind: "refused" };
  const isRegistered = place.applicationId === null || registrationAt(user, place) !== null;
  return { kind: "signed-in", user: viewUser({ ...user, lastLoginAt: new Date(world.nowMs()) }), isRegistered, tokens: begun.value };
}

/** People type passwords into the wrong field: an unknown login id is not written down. */
async function recordRefusal(world: World, { place, source }: UserSignIn, user: Account | null): Promise<void> {
  await changing(world, "anonymous", async ({ record }) => {
    const target = user === null ? "user:unknown" : `user:${user.id}`;
    record(place.tenantId, "session.refuse", target, { source: source.name, applicationId: place.applicationId });
    return done(null);
  });
}
