// The forms of keys between browser and core: what was sent, and the problems that go back.
import type { SentForm } from "@/lib/core/keys/read-key-form";
import type { RefusedState } from "@/lib/core/schemas/action-state";
import type { Problem } from "@/lib/core/schemas/problem";

/** The texts of a form; files are none. */
export function readSent(form: FormData): SentForm {
  const texts = (name: string) => form.getAll(name).filter((value) => typeof value === "string");
  return { texts, text: (name) => texts(name)[0] ?? "" };
}

/** Problems of single items are those of their field. */
export function refuseFields(problems: readonly Problem[]): RefusedState {
  return { kind: "refused", problems: problems.map((problem) => ({ ...problem, field: problem.field.split(".", 1)[0] ?? "" })) };
}
