// Whether an API's requests would go to another server than they do: what was typed for the one is not for the other.

/** Whether `after` is a server that `before` is not. The sample service and none are no servers. */
export function leadsElsewhere(before: string | null, after: string | null): boolean {
  const origin = originOf(after);
  return origin !== null && origin !== originOf(before);
}

function originOf(upstream: string | null): string | null {
  return upstream !== null && URL.canParse(upstream) ? new URL(upstream).origin : null;
}
