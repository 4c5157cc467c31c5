// What an imported document would change about the endpoints of an API, and the endpoints as they are after what was chosen of it.
import type { Endpoint } from "@/lib/core/catalogue";
import { normaliseTemplate } from "@/lib/core/grants/endpoint-index";
import type { ImportedOperation } from "./read-openapi";

/** What would happen to one path × method. */
export interface EndpointChange {
  /** Names it among the changes. */
  readonly id: string;
  readonly kind: "added" | "changed" | "removed" | "unchanged";
  readonly method: string;
  /** As it is registered; of a new one, as the document writes it. */
  readonly path: string;
  readonly from: string | null;
  readonly to: string | null;
}

const METHOD_ORDER = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/**
 * One row for each path × method that is registered or imported; what changes something stands first. A permission that the document
 * does not clearly ask for stays what it is: importing opens nothing by silence.
 */
export function planImport(current: readonly Endpoint[], operations: readonly ImportedOperation[]): readonly EndpointChange[] {
  const registered = new Map<string, EndpointChange>();
  for (const { path, methods, permission } of current) {
    for (const method of methods) registered.set(idOf(method, path), row("removed", method, path, permission, null));
  }
  const added = new Map<string, EndpointChange>();
  for (const { path, method, permission } of operations) {
    const id = idOf(method, path);
    const known = registered.get(id);
    if (known !== undefined)
      registered.set(id, {
        ...known,
        to: permission ?? known.from,
        kind: permission === null || permission === known.from ? "unchanged" : "changed",
      });
    else if (!added.has(id)) added.set(id, row("added", method, path, null, permission));
  }
  const all = [...added.values(), ...registered.values()];
  return ORDER.flatMap((kind) => all.filter((change) => change.kind === kind));
}

const ORDER = ["added", "changed", "removed", "unchanged"] as const;

/** The endpoints once the chosen changes are made; what is not chosen stays as it is. */
export function applyImport(
  current: readonly Endpoint[],
  changes: readonly EndpointChange[],
  chosen: ReadonlySet<string>,
): readonly Endpoint[] {
  const taken = changes.filter(({ id, kind }) => chosen.has(id) && kind !== "unchanged");
  const moved = new Set(taken.map(({ id }) => id));
  const costs = new Map(current.flatMap(({ path, methods, cost }) => methods.map((method) => [idOf(method, path), cost] as const)));
  const endpoints: Endpoint[] = current.flatMap((endpoint) => {
    const methods = endpoint.methods.filter((method) => !moved.has(idOf(method, endpoint.path)));
    return methods.length === 0 ? [] : [{ ...endpoint, methods }];
  });
  for (const { id, kind, method, path, to } of taken) {
    if (kind !== "removed") put(endpoints, { path, methods: [method], permission: to, cost: costs.get(id) ?? 1 });
  }
  return endpoints;
}

/** Beside what needs the same, else after the other methods of its path, else at the end. */
function put(endpoints: Endpoint[], endpoint: Endpoint): void {
  const isOfPath = (other: Endpoint) => other.path === endpoint.path;
  const same = endpoints.findIndex((other) => isOfPath(other) && other.permission === endpoint.permission && other.cost === endpoint.cost);
  const known = endpoints[same];
  if (known !== undefined) {
    const methods = [...known.methods, ...endpoint.methods];
    endpoints[same] = { ...known, methods: methods.sort((a, b) => METHOD_ORDER.indexOf(a) - METHOD_ORDER.indexOf(b)) };
    return;
  }
  const last = endpoints.findLastIndex(isOfPath);
  endpoints.splice(last === -1 ? endpoints.length : last + 1, 0, endpoint);
}

/** Templates that differ in the names of parameters alone are one. */
function idOf(method: string, path: string): string {
  return `${method} ${normaliseTemplate(path)}`;
}

function row(kind: EndpointChange["kind"], method: string, path: string, from: string | null, to: string | null): EndpointChange {
  return { id: idOf(method, path), kind, method, path, from, to };
}
