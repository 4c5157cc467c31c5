// What stands where nothing was counted yet: how the first request is sent.
import Link from "next/link";
import type { ReactNode } from "react";
import { CodeBlock } from "@/components/ui/code-block";

/** A key's page: the curl is the key's own call, its secret to be filled in. */
export function NoRequestsOfKey({ curl }: { readonly curl: string | null }) {
  return (
    <NoRequests curl={curl}>
      No requests yet in 30 days. Each request that presents this key is counted here, whether it is accepted or refused. Send the first one
      with the secret in the place of YOUR_SECRET; it shows here within seconds.
    </NoRequests>
  );
}

/** The admin page. */
export function NoRequestsAtAll({ range }: { readonly range: string }) {
  return (
    <NoRequests curl={null}>
      No requests in {range}. Requests that come through Keyfuse are counted here, accepted and refused alike. Create a key under{" "}
      <Link href="/keys" prefetch={false} className="underline underline-offset-4">
        API keys
      </Link>{" "}
      and send the request that is shown with it.
    </NoRequests>
  );
}

function NoRequests({ curl, children }: { readonly curl: string | null; readonly children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <p className="max-w-prose text-ink-soft text-sm leading-relaxed">{children}</p>
      {curl !== null && <CodeBlock label="The first request">{curl}</CodeBlock>}
    </div>
  );
}
