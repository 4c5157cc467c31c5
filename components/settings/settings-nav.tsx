// The ways through the settings of this instance.
import Link from "next/link";
import { choiceClasses } from "@/components/ui/choice-classes";
import { SETTINGS_PAGES } from "@/lib/core/settings-pages";

export function SettingsNav({ path: here }: { readonly path: string }) {
  return (
    <nav aria-label="Settings">
      <ul className="flex flex-wrap gap-2">
        {SETTINGS_PAGES.map(({ path, label }) => (
          <li key={path}>
            <Link
              href={path}
              prefetch={false}
              aria-current={path === here ? "page" : undefined}
              className={choiceClasses({ isChosen: path === here, shape: "pill" })}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
