// How long keys live, who may ask for them, and when sessions end.
import { NumberForm } from "@/components/settings/number-form";
import { REQUEST_ACCESS, REQUEST_ACCESS_WORDS } from "@/lib/core/requests/request-access";
import { SECURITY } from "@/lib/core/settings/security";
import { readSetting } from "@/lib/manage/settings/setting";
import { saveSecurity } from "./actions";
import type { SettingsSectionProps } from "./section-props";

export async function SecuritySection({ world, mayChange }: SettingsSectionProps) {
  const { longestKeyDays, usualKeyDays, idleMinutes, sessionHours, requestAccess } = await readSetting(world, SECURITY);
  const fields = [
    {
      name: "longestKeyDays",
      label: "Longest life of a key, in days",
      hint: "Of keys that are made or extended from now on. Empty: as long as its maker wants.",
      value: longestKeyDays,
    },
    {
      name: "usualKeyDays",
      label: "Usual life of a key, in days",
      hint: "What forms offer first, never more than the longest. Empty: no end.",
      value: usualKeyDays,
    },
    {
      name: "idleMinutes",
      label: "A session ends unused after, in minutes",
      hint: "From 5 to 1440. Nobody who is at work notices it.",
      value: idleMinutes,
    },
    {
      name: "sessionHours",
      label: "A session ends in any case after, in hours",
      hint: "From 1 to 720, counted from the sign-in.",
      value: sessionHours,
    },
  ];
  const choice = {
    name: "requestAccess",
    label: "Who may ask for keys",
    hint: "Of an API whose page says nothing else.",
    value: requestAccess,
    options: REQUEST_ACCESS.map((value) => ({ value, ...REQUEST_ACCESS_WORDS[value] })),
  };
  return <NumberForm fields={fields} choice={choice} save={mayChange ? saveSecurity : null} />;
}
