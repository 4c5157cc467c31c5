// What lets a key live on: a new secret, a later expiry.
import type { KeyView } from "@/lib/core/schemas/key-view";
import { ExtendAction, type ExtendActionProps } from "./extend-action";
import { RotateAction, type RotateActionProps } from "./rotate-action";

interface RenewalActionsProps extends Pick<RotateActionProps, "rotate">, Pick<ExtendActionProps, "extend"> {
  readonly apiKey: Pick<KeyView, "publicId" | "name" | "state" | "expiresAt">;
  readonly life: { readonly rotationId: string; readonly longestDays: number | null; readonly canExtend: boolean };
}

export function RenewalActions({ apiKey: { publicId, name, state, expiresAt }, life, rotate, extend }: RenewalActionsProps) {
  return (
    <>
      {state !== "expired" && <RotateAction publicId={publicId} name={name} formId={life.rotationId} rotate={rotate} />}
      {expiresAt !== null && life.canExtend && (
        <ExtendAction publicId={publicId} name={name} expiresAt={expiresAt} longestDays={life.longestDays} extend={extend} />
      )}
    </>
  );
}
