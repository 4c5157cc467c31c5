// The references of all APIs, for members to choose from.
import { choiceClasses } from "@/components/ui/choice-classes";
import { referencePath } from "@/lib/core/openapi/reference-paths";

interface ApiChoiceProps {
  readonly apis: readonly { readonly slug: string; readonly title: string }[];
  readonly current: string;
}

export function ApiChoice({ apis, current }: ApiChoiceProps) {
  return (
    <nav aria-label="References">
      <ul className="flex flex-wrap gap-2">
        {apis.map(({ slug, title }) => (
          <li key={slug}>
            {/* A whole page load: what was typed for one API does not outlive it. */}
            <a
              href={referencePath(slug)}
              aria-current={slug === current ? "page" : undefined}
              className={choiceClasses({ isChosen: slug === current })}
            >
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
