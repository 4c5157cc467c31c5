// How long usage is kept, and what else.
import { NumberForm } from "@/components/settings/number-form";
import { RetentionTerms } from "@/components/settings/retention-terms";
import { readUsageRetention } from "@/lib/manage/usage/usage-settings";
import { saveRetention } from "./actions";
import type { SettingsSectionProps } from "./section-props";

export async function RetentionSection({ world, mayChange }: SettingsSectionProps) {
  const { minuteHours, hourDays, dayDays, decisionsOfKey } = await readUsageRetention(world);
  const fields = [
    { name: "minuteHours", label: "Sums by minute, in hours", hint: "From 25 to 744.", value: minuteHours },
    { name: "hourDays", label: "Sums by hour, in days", hint: "From 32 to 1100.", value: hourDays },
    { name: "dayDays", label: "Sums by day, in days", hint: "From 32 to 36500.", value: dayDays },
    {
      name: "decisionsOfKey",
      label: "Latest decisions of each key",
      hint: "From 0 to 200. With 0, those that are kept are removed at once.",
      value: decisionsOfKey,
    },
  ];
  return (
    <>
      <NumberForm fields={fields} save={mayChange ? saveRetention : null} />
      <RetentionTerms />
    </>
  );
}
