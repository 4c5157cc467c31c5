// What a form about an API came to.
import { Alert } from "@/components/ui/alert";

const NEWS: Readonly<Record<string, string>> = {
  created: "The API is created and answers already. Register its endpoints here, or leave them open to any valid key.",
  saved: "Saved. Every process acts on it within a second.",
  unchanged: "Nothing was different, so nothing was changed.",
  imported: "The endpoints are imported.",
};

/** null where there are none of that name. */
export function NewsAlert({ news }: { readonly news: string | undefined }) {
  const text = news !== undefined && Object.hasOwn(NEWS, news) ? NEWS[news] : undefined;
  return text === undefined ? null : <Alert tone={news === "unchanged" ? "info" : "good"}>{text}</Alert>;
}
