// Asks for a key: a member's request waits at once, a stranger's once its address is confirmed.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { type RequestInput, requestInput } from "@/lib/core/requests/request-input";
import { confirmMail } from "@/lib/core/requests/request-mails";
import { check, type Problem } from "@/lib/core/schemas/problem";
import { type Change, changing } from "@/lib/manage/changing";
import { queueMail } from "@/lib/manage/mail/queue-mail";
import { ABSENT, done, type Outcome, type Refusal, refused, unchanged } from "@/lib/manage/outcome";
import { randomUuid } from "@/lib/manage/random-id";
import { findRequestable, type RequestableApi } from "@/lib/manage/requests/request-access";
import { makeLink } from "@/lib/manage/requests/request-links";
import { requesterActor } from "@/lib/manage/requests/through-link";
import { type KnownMember, memberActor } from "@/lib/manage/team/member";
import type { World } from "@/lib/manage/world";

const DAY_MS = 86_400_000;
/** So many mails a day go to an address that somebody typed, whoever typed it. */
const MOST_OF_ADDRESS = 5;
/** So many requests of a member may wait at a time. */
const MOST_OF_MEMBER = 20;

/**
 * A stranger's request for a key of an API whose form is open to everybody. What is answered is the same whatever is known of the
 * address, and nothing is kept once too many requests named it. `baseUrl`: origin that the mailed link begins with.
 */
export async function askAsStranger(world: World, slug: string, fields: unknown, baseUrl: string): Promise<Outcome<null>> {
  const api = await findRequestable(world, slug);
  if (api === null || api.access !== "public") return ABSENT;
  const input = readInput(api, fields);
  if ("kind" in input) return input;
  const id = randomUuid(world.randomBytes);
  const outcome = await changing(world, requesterActor(id), async (change) => {
    if ((await countOfAddress(change, input.email)) >= MOST_OF_ADDRESS) return unchanged(null);
    await insert(change, id, api, input, { state: "unconfirmed" });
    const { url } = await makeLink(change, id, "confirm", baseUrl);
    await queueMail(change, { kind: "request-confirm", to: input.email, ...confirmMail(api.name, url) });
    return done(null);
  });
  return outcome.kind === "unchanged" ? done(null) : outcome;
}

/** How many requests of the last day named the address. Held until the commit: of those who send at once, each counts the ones before. */
async function countOfAddress({ tx, atMs }: Change, email: string): Promise<number> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`request ${email}`}, 0))::text`;
  return tx.keyRequest.count({ where: { email, createdAt: { gt: new Date(atMs - DAY_MS) } } });
}

/** A member's request (`requests.make`); name and address are the member's own. @returns the request's id */
export async function askAsMember(world: World, member: KnownMember, slug: string, fields: object): Promise<Outcome<{ id: string }>> {
  const api = await findRequestable(world, slug);
  if (api === null || api.access === "off") return refused(invalid("api", "Keys of this API cannot be asked for."));
  const { name, email } = member;
  const input = readInput(api, { organisation: "", ...fields, name, email, agree: "on" });
  if ("kind" in input) return input;
  const waiting = await world.prisma.keyRequest.count({ where: { memberId: member.id, state: "waiting" } });
  if (waiting >= MOST_OF_MEMBER) return refused(invalid("", `${MOST_OF_MEMBER} of your requests wait already. Withdraw one first.`));
  const id = randomUuid(world.randomBytes);
  return changing(world, memberActor(member), async (change) => {
    await insert(change, id, api, input, { state: "waiting", memberId: member.id, confirmedAt: new Date(change.atMs) });
    return done({ id });
  });
}

/** The fields, or why they are refused. The plan is one of the API's; where it has one alone, nobody needs to name it. */
function readInput(api: RequestableApi, fields: unknown): RequestInput | Refusal {
  const checked = check(requestInput, fields);
  if (!checked.ok) return refused(...checked.problems);
  const plan = api.plans.length === 1 ? api.plans[0] : api.plans.find((name) => name === checked.value.plan);
  return plan === undefined ? refused(invalid("plan", "Choose a plan.")) : { ...checked.value, plan };
}

interface Beginning {
  readonly state: "unconfirmed" | "waiting";
  readonly memberId?: string;
  readonly confirmedAt?: Date;
}

async function insert({ tx, atMs, record }: Change, id: string, api: RequestableApi, input: RequestInput, beginning: Beginning) {
  const { name, email, organisation, purpose, plan } = input;
  await tx.keyRequest.create({
    data: { id, apiId: api.id, name, email, organisation, purpose, planName: plan, createdAt: new Date(atMs), ...beginning },
  });
  record(INSTANCE_CHAIN, "request.make", requesterActor(id), { api: api.slug, plan, isMember: beginning.memberId !== undefined });
}

function invalid(field: string, message: string): Problem {
  return { field, code: "invalid", message };
}
