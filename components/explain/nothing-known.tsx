// A search for a request that came to nothing: what an id looks like, and how long decisions are kept.
import { Card } from "@/components/ui/card";
import { InlineCode } from "@/components/ui/code-block";
import { Instant } from "@/components/ui/instant";
import type { RequestSearch } from "@/lib/core/explanation/explanation";
import { instantText } from "@/lib/core/instant";
import { requestedAtMs } from "@/lib/core/request-id";

interface NothingKnownProps {
  readonly search: Exclude<RequestSearch, { readonly kind: "explained" }>;
  /** Whether requests that were refused without a key would be shown. */
  readonly seesStrangers: boolean;
}

export function NothingKnown({ search, seesStrangers }: NothingKnownProps) {
  return (
    <Card role="status" className="flex flex-col gap-3 text-sm leading-relaxed">
      {search.kind === "unreadable" ? (
        <p>
          This is no request id. Every answer has one in its header X-Request-Id: <InlineCode>req_</InlineCode> and 22 digits.
        </p>
      ) : (
        <p>
          Nothing is known of <span className="break-all font-mono">{search.requestId}</span>. By its id it came{" "}
          <Instant at={instantText(requestedAtMs(search.requestId))} />.
        </p>
      )}
      <HowLong seesStrangers={seesStrangers} />
    </Card>
  );
}

/** How long decisions are kept. */
export function HowLong({ seesStrangers }: Pick<NothingKnownProps, "seesStrangers">) {
  return (
    <ul className="flex max-w-prose list-disc flex-col gap-1.5 pl-5 text-ink-soft">
      <li>Of each key, the latest 200 requests are kept, and found by their id for 48 hours, unless retention was set otherwise.</li>
      <li>
        {seesStrangers
          ? "Refusals without a known key are kept for a day, or until a million others came, by the process that answered."
          : "Refusals without a known key are shown to admins only."}
      </li>
      <li>Requests with a token that belongs to no key are counted, and not kept one by one.</li>
    </ul>
  );
}
