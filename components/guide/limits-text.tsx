// How limits are told to clients: the same in every dialect, but for the body of the refusal.
import { CodeBlock, InlineCode } from "@/components/ui/code-block";
import { rateHeaders } from "@/lib/core/windows/rate-headers";
import { Bullets, Prose } from "./prose";

const EXAMPLE = rateHeaders([
  { name: "minute", limit: 100, remaining: 42, windowSeconds: 60, resetSeconds: 17 },
  { name: "hour", limit: 1000, remaining: 640, windowSeconds: 3600, resetSeconds: 1180 },
]);

export function LimitsText() {
  return (
    <>
      <Prose>Limits come with the plan of a key. Every answer to a limited key tells how much is left, refusals included:</Prose>
      <CodeBlock label="Rate headers">{EXAMPLE.map(([name, value]) => `${name}: ${value}`).join("\n")}</CodeBlock>
      <Bullets
        items={[
          "A window is sliding: never more than its limit in any stretch of its length. All windows of a plan hold at once.",
          "A request that is refused takes nothing from any window, whatever it was refused for.",
          <>
            In RateLimit, r is how many units are left and t in how many seconds the next one comes free. The X-RateLimit headers tell the
            same of the tightest window, with the reset in seconds from now.
          </>,
          <>
            A 429 carries <InlineCode>Retry-After</InlineCode> in whole seconds. It is tight: the same call passes then, if nothing else is
            sent meanwhile.
          </>,
        ]}
      />
    </>
  );
}
