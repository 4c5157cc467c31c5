// What changes for clients when a second tenant comes into being, said to whoever is about to make it.
import { TriangleAlert } from "lucide-react";

export function SecondTenantNotice() {
  return (
    <div className="flex gap-3 rounded-md border border-warn/40 bg-warn-soft px-4 py-3 text-sm text-warn">
      <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="flex min-w-0 flex-col gap-2 leading-relaxed">
        <p className="font-medium">This will be the second tenant, and with it the rules of the management API change.</p>
        <p>
          With one tenant, no call ever has to name it. With two, calls that could mean either one are refused with 400 [TenantIdRequired]
          when they are made with a key of no tenant:
        </p>
        <ul className="list-disc pl-5">
          <li>creating a user or a group</li>
          <li>looking a user up by e-mail address, user name or login id</li>
        </ul>
        <p>
          Such calls then need the header X-FusionAuth-TenantId with the id of a tenant, or a key that belongs to one. Calls that name an
          object by its id, and searches, go on as before. Change your programs first.
        </p>
      </div>
    </div>
  );
}
