// The reference of one API, for whoever knows its slug.
import type { Metadata } from "next";
import { ReferencePage } from "../reference-page";

export const metadata: Metadata = { title: "API reference" };

export default async function ApiReferencePage({ params }: { readonly params: Promise<{ readonly api: string }> }) {
  return <ReferencePage slug={(await params).api} />;
}
