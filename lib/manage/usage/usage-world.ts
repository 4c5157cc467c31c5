// What use cases about usage need of the world.
import type { World } from "@/lib/manage/world";

/** Readers settle first, so that they see everything this instance counted. */
export type UsageWorld = Pick<World, "prisma" | "nowMs" | "usage">;
