// How the sending of mails stands, in a sentence.
import { Alert } from "@/components/ui/alert";
import { InlineCode } from "@/components/ui/code-block";

interface OutboxNoticeProps {
  readonly state: { readonly waiting: number; readonly givenUp: number; readonly lastError: string | null };
  /** Whether mails go to a mail server. */
  readonly hasServer: boolean;
}

export function OutboxNotice({ state: { waiting, givenUp, lastError }, hasServer }: OutboxNoticeProps) {
  return (
    <div className="flex flex-col gap-3">
      {!hasServer && (
        <Alert tone="warn">
          No mail server is configured, so mails reach nobody: they wait as encrypted files on the host, where{" "}
          <InlineCode>npm run -s keyfuse -- outbox list</InlineCode> shows them. Set <InlineCode>SMTP_URL</InlineCode> and restart.
        </Alert>
      )}
      {lastError === null ? (
        hasServer && (
          <Alert tone="good">{waiting === 0 ? "Every mail was handed to the mail server." : `${mails(waiting)} on the way.`}</Alert>
        )
      ) : (
        <Alert tone="bad">
          {[waiting > 0 && `${mails(waiting)} waiting for the next try.`, givenUp > 0 && `${mails(givenUp)} given up in the last 30 days.`]
            .filter((sentence) => sentence !== false)
            .join(" ")}{" "}
          The last answer: <span className="[overflow-wrap:anywhere]">{lastError}</span>
        </Alert>
      )}
    </div>
  );
}

function mails(count: number): string {
  return count === 1 ? "One mail is" : `${count} mails are`;
}
