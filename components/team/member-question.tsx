// Asks before a member is signed out, freed of a lost second factor, disabled or removed, or before their keys go to somebody else.
"use client";
import { type ReactNode, useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useUndo } from "@/components/ui/undo";
import { ORGANISATION } from "@/lib/core/key-record";
import type { ActionState } from "@/lib/core/schemas/action-state";
import type { Heir, MemberView } from "@/lib/core/schemas/team-view";
import { HeirField } from "./heir-field";
import type { MemberCalls } from "./member-actions";

export type MemberQuestion = "sign-out" | "second-factor" | "hand-on" | "disable" | "remove";

interface Wording {
  readonly title: string;
  readonly description: ReactNode;
  readonly labels: { readonly keep: string; readonly confirm: string };
  readonly look: "main" | "danger";
  readonly asksForHeir: boolean;
  readonly send: (calls: MemberCalls, id: string, heir: string) => Promise<ActionState>;
  /** What takes it back, and what is said of it then; left out = nothing does. */
  readonly opposite?: { readonly words: string; readonly undo: (calls: MemberCalls, id: string) => Promise<ActionState> };
}

const WORDS: Readonly<Record<MemberQuestion, Wording>> = {
  "sign-out": {
    title: "Sign this member out?",
    description: "Their sessions end in every browser and on every device, from the next request on. They can sign in again.",
    labels: { keep: "Leave them signed in", confirm: "Sign out everywhere" },
    look: "main",
    asksForHeir: false,
    send: (calls, id) => calls.endSessions(id),
  },
  "second-factor": {
    title: "Turn off their second factor?",
    description:
      "For a member who lost both their app and their recovery codes: make sure that it is them who asks. Their password alone signs them in then, until they set up a new one. Their sessions end.",
    labels: { keep: "Leave it on", confirm: "Turn it off" },
    look: "danger",
    asksForHeir: false,
    send: (calls, id) => calls.dropSecondFactor(id),
  },
  "hand-on": {
    title: "Hand on the keys?",
    description: "Keys outlive people: another member or the organisation can hold them. Clients notice nothing.",
    labels: { keep: "Leave the keys", confirm: "Hand them on" },
    look: "main",
    asksForHeir: true,
    send: (calls, id, heir) => calls.handOn(id, heir),
  },
  disable: {
    title: "Disable this member?",
    description:
      "Their sessions end, and nobody signs in as them until they are enabled again. Their keys go on working; what they asked for and did not get yet is withdrawn.",
    labels: { keep: "Leave them enabled", confirm: "Disable" },
    look: "danger",
    asksForHeir: false,
    send: (calls, id) => calls.disable(id),
    opposite: { words: "Disabled.", undo: (calls, id) => calls.enable(id) },
  },
  remove: {
    title: "Remove this member?",
    description:
      "Their account and sessions end for good. What they asked for is withdrawn, what they did stays in the audit. This cannot be undone.",
    labels: { keep: "Keep the member", confirm: "Remove for good" },
    look: "danger",
    asksForHeir: true,
    send: (calls, id, heir) => calls.remove(id, heir),
  },
};

interface MemberQuestionDialogProps {
  readonly question: MemberQuestion;
  readonly member: MemberView;
  readonly heirs: readonly Heir[];
  readonly calls: MemberCalls;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

export function MemberQuestionDialog({ question, member, heirs, calls, isOpen, onOpenChange }: MemberQuestionDialogProps) {
  const [heir, setHeir] = useState<string>(ORGANISATION);
  const { title, description, labels, look, asksForHeir, send, opposite } = WORDS[question];
  const offerUndo = useUndo();
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={title}
      description={
        <>
          <strong className="break-words font-medium text-ink">{member.name}</strong> ({member.email}). {description}
        </>
      }
      body={asksForHeir && member.keys > 0 && <HeirField keys={member.keys} heirs={heirs} value={heir} onValueChange={setHeir} />}
      labels={labels}
      look={look}
      send={() => send(calls, member.id, heir)}
      onDone={() => opposite !== undefined && offerUndo({ words: opposite.words, undo: () => opposite.undo(calls, member.id) })}
    />
  );
}
