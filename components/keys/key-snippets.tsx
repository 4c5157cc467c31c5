// Code that calls with a key, in the dialect of its API; the secret is to be filled in.
import { Section } from "@/components/ui/section";
import { SnippetTabs } from "@/components/ui/snippet-tabs";
import type { Snippet } from "@/lib/core/snippets/snippets";

export function KeySnippets({ snippets }: { readonly snippets: readonly Snippet[] }) {
  return (
    <Section
      id="snippets"
      title="Call with this key"
      lead="YOUR_SECRET stands for the secret, which was shown once, when it was made, and is known to nobody here."
    >
      <SnippetTabs label="Code that calls with this key" snippets={snippets} />
    </Section>
  );
}
