// How long is kept what no setting decides about.
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { RETENTION_TERMS } from "@/lib/core/retention-terms";

export function RetentionTerms() {
  return (
    <div className="mt-8 flex flex-col gap-3">
      <h3 className="font-medium">What else is kept</h3>
      <DefinitionList>
        {RETENTION_TERMS.map(({ what, howLong }) => (
          <Definition key={what} term={what}>
            {howLong}
          </Definition>
        ))}
      </DefinitionList>
    </div>
  );
}
