// The pages of the guide, in the order in which one would read them.
import { DIALECTS, VENDOR_DIALECTS } from "@/lib/core/dialects/index";
import { dialectGuidePath, GUIDE_PATH, REVERSE_PROXY_PATH, TROUBLESHOOTING_PATH } from "@/lib/core/guide-paths";

/** A page as the navigation shows it. */
export interface GuideEntry {
  readonly path: string;
  readonly label: string;
}

export const GUIDE_ENTRIES: readonly GuideEntry[] = [
  { path: GUIDE_PATH, label: "Quick start" },
  ...VENDOR_DIALECTS.map((name) => ({ path: dialectGuidePath(name), label: DIALECTS[name]?.title ?? name })),
  { path: REVERSE_PROXY_PATH, label: "Reverse proxy" },
  { path: TROUBLESHOOTING_PATH, label: "Troubleshooting" },
];
