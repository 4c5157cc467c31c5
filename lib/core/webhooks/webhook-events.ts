// The events that webhooks are told of: one table over the audit's actions, with exactly the facts that leave.
import type { Json } from "@/lib/core/http";
import type { JsonObject } from "@/lib/core/json";

/** One kind of event. */
interface EventKind {
  /** As subscribers know it. */
  readonly event: string;
  /** As the audit calls it. */
  readonly action: string;
  /** For people. */
  readonly label: string;
  /** What it is about: the audit's targets begin so. */
  readonly about: "key" | "request" | "tenant" | "member" | "setting";
  /** Facts of the audit row that are passed on, beside the id; one that the row does not have is null. Never a secret. */
  readonly facts: readonly string[];
}

const KEY_FACTS = ["publicId", "name"] as const;
const NEW_KEY_FACTS = [...KEY_FACTS, "api", "plan", "permissions", "expiresAt"] as const;

const KINDS: readonly EventKind[] = [
  { event: "key.created", action: "key.create", label: "A key was created", about: "key", facts: NEW_KEY_FACTS },
  { event: "key.updated", action: "key.update", label: "A key was changed", about: "key", facts: KEY_FACTS },
  { event: "key.extended", action: "key.extend", label: "A key was extended", about: "key", facts: KEY_FACTS },
  { event: "key.rotated", action: "key.rotate", label: "A key got a new secret", about: "key", facts: KEY_FACTS },
  { event: "key.paused", action: "key.pause", label: "A key was paused", about: "key", facts: KEY_FACTS },
  { event: "key.resumed", action: "key.resume", label: "A key was resumed", about: "key", facts: KEY_FACTS },
  { event: "key.revoked", action: "key.revoke", label: "A key was revoked", about: "key", facts: KEY_FACTS },
  { event: "key.compromised", action: "key.compromised", label: "A key leaked and was replaced", about: "key", facts: KEY_FACTS },
  { event: "key.expiring", action: "key.remind", label: "A key ends soon or is old", about: "key", facts: KEY_FACTS },
  { event: "request.made", action: "request.make", label: "A key was asked for", about: "request", facts: ["api", "plan", "isMember"] },
  { event: "request.confirmed", action: "request.confirm", label: "A requester confirmed their address", about: "request", facts: ["api"] },
  { event: "request.approved", action: "request.approve", label: "A request was approved", about: "request", facts: ["api", "plan"] },
  { event: "request.taken-back", action: "request.take-back", label: "An approval was taken back", about: "request", facts: ["api"] },
  { event: "request.refused", action: "request.refuse", label: "A request was refused", about: "request", facts: ["api"] },
  { event: "request.withdrawn", action: "request.withdraw", label: "A request was withdrawn", about: "request", facts: [] },
  { event: "request.revealed", action: "request.reveal", label: "A requester saw their secret", about: "request", facts: ["key"] },
  { event: "tenant.created", action: "tenant.create", label: "A tenant was created", about: "tenant", facts: ["name"] },
  { event: "tenant.deleted", action: "tenant.delete", label: "A tenant was deleted", about: "tenant", facts: ["name"] },
  { event: "member.created", action: "member.create", label: "A member was added", about: "member", facts: ["role"] },
  { event: "setting.changed", action: "setting.change", label: "A setting was changed", about: "setting", facts: [] },
];

/** Sent when somebody asks for it, to one webhook alone. */
export const TEST_EVENT = "webhook.test";

/** To choose from: names and what they mean. */
export const WEBHOOK_EVENTS: readonly { readonly event: string; readonly label: string }[] = KINDS.map(({ event, label }) => ({
  event,
  label,
}));

const NAMES: ReadonlySet<string> = new Set(KINDS.map(({ event }) => event));

/** Whether webhooks can be told of an event of that name. */
export function isWebhookEvent(text: string): boolean {
  return NAMES.has(text);
}

/** What is told of one audit row. */
export interface ToldEvent {
  readonly event: string;
  /** The body, as it is signed. */
  readonly payload: string;
}

/** The event that an audit row stands for, or null. Rows about many objects at once (bootstrap files) stand for none. */
export function eventOf(
  record: { readonly action: string; readonly target: string; readonly details: JsonObject },
  at: string,
): ToldEvent | null {
  const kind = KINDS.find(({ action, about }) => action === record.action && record.target.startsWith(`${about}:`));
  if (kind === undefined) return null;
  const facts = kind.facts.map((name): [string, Json] => [name, record.details[name] ?? null]);
  const id = record.target.slice(kind.about.length + 1);
  return { event: kind.event, payload: payloadOf(kind.event, at, { id, ...Object.fromEntries(facts) }) };
}

/** The body of an event: its name, when it happened (RFC 3339) and its facts. */
export function payloadOf(event: string, at: string, data: JsonObject): string {
  return JSON.stringify({ type: event, timestamp: at, data });
}
