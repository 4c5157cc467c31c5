// What is wrong with an endpoint's path template.
import { judgePath, PATH_FAULTS } from "@/lib/core/canonical-path";

/** What completes "This …", or null. Parameters stand for whole segments; the rest must be canonical, or no request could match it. */
export function templateFault(path: string): string | null {
  if (!path.startsWith("/")) return "must start with a slash";
  const literal = path.replace(/\/\{[A-Za-z0-9_.-]+\}(?=\/|$)/g, "/x");
  if (/[{}]/.test(literal)) return "may name parameters as whole segments only, such as /orders/{id}";
  const fault = judgePath(literal);
  return fault === null ? null : PATH_FAULTS[fault];
}
