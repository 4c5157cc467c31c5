// What became of a request that was looked for by its id.
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";
import { meaningOf, reasonTitle } from "@/lib/core/denials/reason-words";
import { instantText } from "@/lib/core/instant";
import { requestedAtMs } from "@/lib/core/request-id";
import type { RequestSearch } from "@/lib/core/schemas/found-request";
import { callText } from "./endpoint-use-table";
import { OUTCOME_LOOKS } from "./outcome-looks";

export function FoundRequestCard({ search }: { readonly search: RequestSearch }) {
  return <Card role="status">{search.kind === "found" ? <Found {...search} /> : <NotFound search={search} />}</Card>;
}

function NotFound({ search }: { readonly search: Exclude<RequestSearch, { readonly kind: "found" }> }) {
  if (search.kind === "unreadable") {
    return (
      <p className="text-sm leading-relaxed">
        This is no request id. Every answer has one in its header X-Request-Id: <span className="font-mono">req_</span> and 22 digits.
      </p>
    );
  }
  return (
    <p className="text-sm leading-relaxed">
      Nothing is known of <span className="break-all font-mono">{search.requestId}</span>. By its id it came{" "}
      <Instant at={instantText(requestedAtMs(search.requestId))} />. Refusals without a key are kept for 24 hours or until a million others
      came, and the latest 200 requests of each key stand on the key&apos;s page; each process knows those that it answered itself.
    </p>
  );
}

function Found({ request, apiName }: Extract<RequestSearch, { readonly kind: "found" }>) {
  const { requestId, atMs, api, outcome, reason, endpoint, method, publicId } = request;
  const meaning = reason === null ? null : meaningOf(reason);
  return (
    <DefinitionList>
      <Definition term="Request">
        <span className="break-all font-mono text-[0.8125rem]">{requestId}</span>
      </Definition>
      <Definition term="Received">
        <Instant at={instantText(atMs)} />
      </Definition>
      <Definition term="Outcome">
        <Badge tone={OUTCOME_LOOKS[outcome].tone}>{OUTCOME_LOOKS[outcome].label}</Badge>
      </Definition>
      {reason !== null && (
        <Definition term="Reason">
          <span className="font-medium">{reasonTitle(reason)}.</span> {meaning !== null && `${meaning.when} ${meaning.fix}`}
        </Definition>
      )}
      <Definition term="API">
        {api === null ? (
          "None"
        ) : (
          <Link href={`/apis/${api}`} prefetch={false} className="underline underline-offset-4">
            {apiName ?? api}
          </Link>
        )}
      </Definition>
      <Definition term="Call">
        {endpoint === null ? (
          "Not known"
        ) : (
          <span className="break-all font-mono text-[0.8125rem]">{callText({ method: method ?? "", endpoint })}</span>
        )}
      </Definition>
      <Definition term="Key">
        {publicId === null ? (
          "None was recognised"
        ) : (
          <Link href={`/keys/${publicId}`} prefetch={false} className="font-mono text-[0.8125rem] underline underline-offset-4">
            {publicId}
          </Link>
        )}
      </Definition>
    </DefinitionList>
  );
}
