// How this instance was started.
import { FactList } from "@/components/settings/fact-list";
import { readDatabaseVersion } from "@/lib/manage/settings/database-version";
import { readConsole } from "@/lib/runtime/sign-in/published-console";
import type { SettingsSectionProps } from "./section-props";

export async function InstanceSection({ world }: SettingsSectionProps) {
  return <FactList facts={readConsole().facts} databaseVersion={await readDatabaseVersion(world)} />;
}
