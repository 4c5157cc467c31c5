// The parts in which an API is edited, as links.
import Link from "next/link";
import { choiceClasses } from "@/components/ui/choice-classes";
import { API_PARTS, type ApiPart, apiPartPath } from "@/lib/core/apis/api-parts";

export function PartLinks({ slug, part }: { readonly slug: string; readonly part: ApiPart }) {
  return (
    <nav aria-label="Parts of this API">
      <ul className="flex flex-wrap gap-2">
        {API_PARTS.map(({ part: each, label }) => (
          <li key={each}>
            <Link
              href={apiPartPath(slug, each)}
              prefetch={false}
              aria-current={each === part ? "page" : undefined}
              className={choiceClasses({ isChosen: each === part, shape: "pill" })}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
