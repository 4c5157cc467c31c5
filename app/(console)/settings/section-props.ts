// What each section of the settings is given.
import type { Session } from "@/lib/runtime/sign-in/with-session";

export interface SettingsSectionProps {
  readonly world: Session["world"];
  /** Whether the member may change what is shown (`settings.write`); whoever may not is handed no action. */
  readonly mayChange: boolean;
}
