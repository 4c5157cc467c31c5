// Says that a key should be renewed: its secret is old, or it will expire soon.
import { Alert } from "@/components/ui/alert";
import { renewalWords } from "@/lib/core/keys/renewal";
import type { KeyView } from "@/lib/core/schemas/key-view";
import { renewalsOfKey } from "./key-renewals";

interface RenewalNoticeProps {
  readonly apiKey: KeyView;
  readonly nowMs: number;
}

export function RenewalNotice({ apiKey, nowMs }: RenewalNoticeProps) {
  const renewals = renewalsOfKey(apiKey, nowMs);
  if (renewals.length === 0) return null;
  const text = renewals.map((renewal) => renewalWords(renewal, nowMs)).join(", and ");
  const isOld = renewals.some(({ kind }) => kind === "age");
  const isEnding = renewals.some(({ kind }) => kind !== "age");
  return (
    <Alert tone="warn">
      Look at this key: {text}.{isOld && " Rotate it to give it a new secret."}
      {isEnding && " Extend it if it is to live on."}
    </Alert>
  );
}
