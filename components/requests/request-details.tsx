// All that is known of a request.
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";
import type { RequestView } from "@/lib/core/requests/request-view";
import { REQUEST_STATE_LABELS } from "./request-states";
import { KeyLink } from "./request-table";

interface RequestDetailsProps {
  readonly request: RequestView;
  /** What people call whoever decided; null = nobody did. */
  readonly decidedBy: string | null;
}

export function RequestDetails({ request, decidedBy }: RequestDetailsProps) {
  const { state, email, organisation, memberId, purpose, createdAt, confirmedAt, decidedAt, reason, revealUntil, key } = request;
  return (
    <Card>
      <DefinitionList>
        <Definition term="State">
          <Badge tone={REQUEST_STATE_LABELS[state].tone}>{REQUEST_STATE_LABELS[state].label}</Badge>
        </Definition>
        <Definition term="E-mail address">
          <span className="[overflow-wrap:anywhere]">{email}</span>
          {memberId === null ? ", confirmed by a link" : ", a member"}
        </Definition>
        {organisation !== "" && (
          <Definition term="Organisation">
            <span className="[overflow-wrap:anywhere]">{organisation}</span>
          </Definition>
        )}
        <Definition term="What for">
          <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{purpose}</p>
        </Definition>
        <Definition term="Asked">
          <Instant at={createdAt} />
        </Definition>
        {memberId === null && confirmedAt !== null && (
          <Definition term="Confirmed">
            <Instant at={confirmedAt} />
          </Definition>
        )}
        {decidedAt !== null && (
          <Definition term={state === "withdrawn" ? "Withdrawn" : "Decided"}>
            <Instant at={decidedAt} />
            {decidedBy !== null && ` by ${decidedBy}`}
          </Definition>
        )}
        {reason !== null && (
          <Definition term="Reason">
            <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{reason}</p>
          </Definition>
        )}
        {(state === "approved" || state === "expired") && revealUntil !== null && (
          <Definition term="Link to the secret">
            {state === "approved" ? "Good until " : "Ended unused "}
            <Instant at={revealUntil} />
          </Definition>
        )}
        {key !== null && (
          <Definition term="Key">
            <KeyLink publicId={key} />
          </Definition>
        )}
      </DefinitionList>
    </Card>
  );
}
