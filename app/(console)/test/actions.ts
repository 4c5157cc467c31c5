// What the test page sends.
"use server";
import { headers } from "next/headers";
import type { DiagnosisState } from "@/lib/core/diagnosis/diagnosis";
import { readConsole } from "@/lib/runtime/sign-in/published-console";
import { clientAddress } from "@/lib/runtime/sign-in/requester";
import { withSession } from "@/lib/runtime/sign-in/with-session";

const FIELDS = ["paste", "api", "endpoint", "address"] as const;

/** Tests what was pasted. Nothing of it is kept, and the answer repeats none of it. */
export const testCredential = withSession(
  "keys.test",
  async ({ member }, _state: DiagnosisState, form: FormData): Promise<DiagnosisState> => {
    const fields = Object.fromEntries(FIELDS.map((field) => [field, textOf(form.get(field))]));
    return readConsole().testCredential(member.id, clientAddress(await headers()), fields);
  },
);

function textOf(value: FormDataEntryValue | null): string {
  return typeof value === "string" ? value : "";
}
