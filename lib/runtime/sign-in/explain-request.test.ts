// Who may not read what was refused without a key does not have it searched for either.
import { afterEach, expect, it, vi } from "vitest";
import { PUBLISHED } from "@/lib/core/published";
import { requestId } from "@/lib/core/request-id";
import { ROLES } from "@/lib/core/roles";
import { searchRequest } from "./explain-request";
import type { Session } from "./with-session";

vi.mock("./with-session", () => ({}));

const ID = requestId(1_795_000_000_000, 1);
const KEYLESS = { key: null };

afterEach(() => Reflect.deleteProperty(globalThis, PUBLISHED));

it.each(ROLES)("%s: refusals without a key are searched only for whoever may read them", async (role) => {
  const mayRead = role === "admin" || role === "owner";
  const explainRequest = vi.fn(async () => KEYLESS);
  Object.assign(globalThis, { [PUBLISHED]: { console: { usage: { explainRequest } } } });
  const found = await searchRequest({ member: { role } } as Pick<Session, "member">, ID);
  expect(explainRequest).toHaveBeenCalledWith(ID, { withKeyless: mayRead });
  expect(found.kind).toBe(mayRead ? "explained" : "absent");
});
