// The references of all APIs, for members to choose from.
import { clsx } from "clsx";
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
              className={clsx(
                "inline-flex min-h-10 items-center rounded-md border px-3 font-medium text-sm",
                slug === current
                  ? "border-accent bg-accent-soft text-accent"
                  : "border-line bg-surface text-ink-soft hover:bg-code hover:text-ink",
              )}
            >
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
