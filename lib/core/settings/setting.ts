// What an owner can decide for the whole instance: each setting is a name, a schema and what holds while nobody has decided.
import type { z } from "zod";

/** A decision of owners, stored as JSON under its name. */
export interface Setting<Schema extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly schema: Schema;
  /** What holds until somebody changes it. */
  readonly fallback: z.output<Schema>;
}
