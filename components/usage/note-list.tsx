// Keys that somebody should look at, and why.
import Link from "next/link";
import { Badge, type Tone } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { instantText } from "@/lib/core/instant";
import type { UsageNoteView } from "@/lib/core/schemas/usage-view";
import { NOTES_SHOWN } from "@/lib/core/usage/notes";

const KINDS: Readonly<Record<UsageNoteView["kind"], { readonly label: string; readonly tone: Tone }>> = {
  denied_share: { label: "Many refusals", tone: "bad" },
  new_range: { label: "New address", tone: "warn" },
  first_use_after_pause: { label: "Back in use", tone: "warn" },
  near_limit: { label: "Near a limit", tone: "warn" },
};

interface NoteListProps {
  readonly notes: readonly UsageNoteView[];
  /** Whether each note names its key; on the key's own page it goes without saying. */
  readonly namesKeys?: boolean;
}

export function NoteList({ notes, namesKeys = false }: NoteListProps) {
  const most = namesKeys ? NOTES_SHOWN.ofInstance : NOTES_SHOWN.ofKey;
  return (
    <>
      <ul className="divide-y divide-line">
        {notes.map((note) => (
          <li key={note.id} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 py-3 text-sm leading-relaxed first:pt-0 last:pb-0">
            <Badge tone={KINDS[note.kind].tone}>{KINDS[note.kind].label}</Badge>
            {namesKeys && (
              <Link
                href={`/keys/${note.publicId}`}
                prefetch={false}
                className="min-w-0 break-words font-medium text-accent underline underline-offset-4"
              >
                {note.keyName}
              </Link>
            )}
            <span className="min-w-0 break-words">{note.text}</span>
            <span className="text-ink-soft">
              <Instant at={instantText(note.atMs)} />
            </span>
          </li>
        ))}
      </ul>
      {notes.length >= most && (
        <p className="border-line border-t pt-3 text-ink-soft text-sm">
          These are the latest {most}.{namesKeys && " Each key has its own on its page."}
        </p>
      )}
    </>
  );
}
