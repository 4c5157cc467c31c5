// Recovery codes, shown once.
import { Alert } from "@/components/ui/alert";
import { CopyButton } from "@/components/ui/copy-button";

export function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  return (
    <div className="flex flex-col gap-3">
      <Alert tone="warn">Store these codes now, away from your phone. They are not shown again.</Alert>
      <ul
        aria-label="Recovery codes"
        className="grid gap-x-6 gap-y-1 rounded-md bg-code px-4 py-3 font-mono text-[0.8125rem] sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div>
        <CopyButton text={codes.join("\n")} label="Copy all recovery codes" word="Copy all" />
      </div>
    </div>
  );
}
