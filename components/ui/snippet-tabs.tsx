// Pieces of code side by side, one in sight, each to copy.
"use client";
import { Tabs } from "@base-ui/react/tabs";
import { CopyButton } from "./copy-button";

interface SnippetTabsProps {
  /** What the pieces have in common; for screen readers. */
  readonly label: string;
  /** At least one. */
  readonly snippets: readonly { readonly name: string; readonly code: string }[];
}

/** Arrow keys move between the tabs. Long lines are broken, so that nothing scrolls sideways. */
export function SnippetTabs({ label, snippets }: SnippetTabsProps) {
  return (
    <Tabs.Root defaultValue={snippets[0]?.name} className="flex min-w-0 flex-col rounded-md border border-line">
      <Tabs.List aria-label={label} className="flex flex-wrap gap-1 border-line border-b p-1.5">
        {snippets.map(({ name }) => (
          <Tabs.Tab
            key={name}
            value={name}
            className="min-h-8 rounded px-2.5 font-medium text-ink-soft text-xs hover:bg-code hover:text-ink data-[active]:bg-accent-soft data-[active]:text-accent"
          >
            {name}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {snippets.map(({ name, code }) => (
        <Tabs.Panel key={name} value={name} className="relative bg-code">
          <pre className="whitespace-pre-wrap break-all py-3 pr-14 pl-3 font-mono text-[0.8125rem] leading-relaxed">
            <code>{code}</code>
          </pre>
          <div className="absolute top-1 right-1">
            <CopyButton text={code} label={`Copy ${name}`} />
          </div>
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}
