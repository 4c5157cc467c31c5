// The audit: who did what, to what and when; whether it still is what was written; and the whole of it as a file.
import type { Metadata } from "next";
import { AuditFilters } from "@/components/audit/audit-filters";
import { AuditList } from "@/components/audit/audit-list";
import { VerifyAudit } from "@/components/audit/verify-audit";
import { PageHeading } from "@/components/console/page-heading";
import { buttonClasses } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ExportLinks } from "@/components/ui/export-links";
import { Pagination } from "@/components/ui/pagination";
import { Section } from "@/components/ui/section";
import { auditQueryText, readAuditQuery } from "@/lib/core/schemas/audit-query";
import type { PageQuery } from "@/lib/core/schemas/page-query";
import { showAudit } from "@/lib/manage/audit/show-audit";
import { requireSession } from "@/lib/runtime/sign-in/with-session";

export const metadata: Metadata = { title: "Audit" };

const PATH = "/audit";

export default async function AuditPage({ searchParams }: { readonly searchParams: Promise<PageQuery> }) {
  const query = readAuditQuery(await searchParams);
  const { world } = await requireSession("audit.read", PATH + auditQueryText(query));
  const { entries, previous, next, actors, actions } = await showAudit(world, query);
  return (
    <>
      <PageHeading
        title="Audit"
        actions={
          <a href="#verifier" className={buttonClasses()}>
            Verify or export
          </a>
        }
      >
        Every change of this instance, written in the same transaction as the change itself. Rows are chained by a keyed hash: one that is
        edited, removed or moved afterwards is found by the verifier.
      </PageHeading>
      <AuditFilters query={query} actors={actors} actions={actions} />
      <AuditList entries={entries} query={query} />
      <Pagination
        label="Pages of the audit"
        previous={previous === null ? null : PATH + auditQueryText(query, ["before", previous])}
        next={next === null ? null : PATH + auditQueryText(query, ["after", next])}
      />
      <div className="grid min-w-0 items-start gap-6 lg:grid-cols-2">
        <Section
          id="verifier"
          title="Verifier"
          lead="Reads every chain from its first row on. Long chains take a while; nothing else waits for it."
        >
          <Card>
            <VerifyAudit path={`${PATH}/verify`} />
          </Card>
        </Section>
        <Section id="export" title="Export" lead="Every row that the filters above let through, the newest first.">
          <Card>
            <ExportLinks noun="audit" pathOf={(format) => `${PATH}/export${auditQueryText(query, ["format", format])}`} />
          </Card>
        </Section>
      </div>
    </>
  );
}
