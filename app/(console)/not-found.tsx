// What a member sees where an address of the console leads nowhere; it stands within the console's frame.
import type { Metadata } from "next";
import Link from "next/link";
import { connection } from "next/server";
import { PageHeading } from "@/components/console/page-heading";
import { buttonClasses } from "@/components/ui/button";
import { CONSOLE_HOME } from "@/lib/core/console-paths";

export const metadata: Metadata = { title: "Not found" };

export default async function ConsoleNotFound() {
  // A page made at build time would carry no nonce.
  await connection();
  return (
    <>
      <PageHeading title="There is nothing at this address.">
        It may have been typed wrong, or what stood here was removed. Keys that were revoked keep their pages.
      </PageHeading>
      <Link href={CONSOLE_HOME} prefetch={false} className={buttonClasses({ className: "self-start" })}>
        All API keys
      </Link>
    </>
  );
}
