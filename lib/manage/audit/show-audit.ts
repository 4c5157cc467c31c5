// A page of the audit in the words of people, and what it can be narrowed by.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { entryWords } from "@/lib/core/audit/entry-words";
import { instantText } from "@/lib/core/instant";
import type { AuditQuery } from "@/lib/core/schemas/audit-query";
import type { NamedTarget, ShownEntry } from "@/lib/core/schemas/shown-entry";
import { isPublicId } from "@/lib/core/schemas/texts";
import { nameActors } from "@/lib/manage/team/name-actors";
import { offerMembers } from "@/lib/manage/team/offer-members";
import type { World } from "@/lib/manage/world";
import { type AuditItem, listAudit, listAuditActions } from "./list-audit";
import { nameTargets } from "./name-targets";

/** What a filter can be set to. */
export interface AuditChoice {
  readonly value: string;
  readonly label: string;
}

export interface ShownAudit {
  readonly entries: readonly ShownEntry[];
  readonly previous: string | null;
  readonly next: string | null;
  readonly actors: readonly AuditChoice[];
  readonly actions: readonly AuditChoice[];
}

/** The page that is asked for. */
export async function showAudit(world: Pick<World, "prisma">, query: AuditQuery): Promise<ShownAudit> {
  const { items, previous, next } = await listAudit(world, query);
  const actors = await nameActors(world, [...new Set([...items.map(({ actor }) => actor), query.actor])]);
  const chains = items.flatMap(({ chain }) => (chain === INSTANCE_CHAIN ? [] : [`tenant:${chain}`]));
  const targets = await nameTargets(world, [...items.map(({ target }) => target), ...chains]);
  return {
    entries: items.map((item) => show(item, actors, targets)),
    previous,
    next,
    actors: await actorChoices(world, query.actor, actors),
    actions: actionChoices(await listAuditActions(world)),
  };
}

function show(item: AuditItem, actors: ReadonlyMap<string, string>, targets: ReadonlyMap<string, NamedTarget>): ShownEntry {
  const { chain, sequence, atMs, actor, action, target, details } = item;
  return {
    chain,
    tenant: chain === INSTANCE_CHAIN ? null : (targets.get(`tenant:${chain}`) ?? { name: chain, path: null }),
    sequence: String(sequence),
    at: instantText(atMs),
    actor,
    by: { name: actors.get(actor) ?? actor, path: pathOfActor(actor) },
    words: entryWords(action, details),
    action,
    target,
    about: targets.get(target) ?? { name: target, path: null },
    details: Object.keys(details).length === 0 ? "" : JSON.stringify(details, null, 2),
  };
}

function pathOfActor(actor: string): string | null {
  const publicId = actor.startsWith("key:") ? actor.slice("key:".length) : "";
  return isPublicId(publicId) ? `/keys/${publicId}` : null;
}

async function actorChoices({ prisma }: Pick<World, "prisma">, chosen: string, names: ReadonlyMap<string, string>): Promise<AuditChoice[]> {
  const members = await offerMembers({ prisma }, null);
  const others = ["command-line", "bootstrap", "system", "anonymous"];
  const otherNames = await nameActors({ prisma }, others);
  const choices = [
    ...members.map(({ id, name }) => ({ value: `member:${id}`, label: name })),
    ...others.map((value) => ({ value, label: capitalised(otherNames.get(value) ?? value) })),
  ];
  const isListed = chosen === "" || choices.some(({ value }) => value === chosen);
  return isListed ? choices : [...choices, { value: chosen, label: capitalised(names.get(chosen) ?? chosen) }];
}

function actionChoices(actions: readonly string[]): AuditChoice[] {
  return actions.map((value) => ({ value, label: capitalised(entryWords(value, {})) }));
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
