// The reference of the management API.
import type { Metadata } from "next";
import { MANAGEMENT_SLUG } from "@/lib/core/catalogue";
import { ReferencePage } from "./reference-page";

export const metadata: Metadata = { title: "API reference" };

export default function ManagementReferencePage() {
  return <ReferencePage slug={MANAGEMENT_SLUG} />;
}
