// The Next route handler that the management API is compared with: one Prisma read by id behind the product's own edge stage.
import { openDatabase } from "@/lib/adapters/postgres/open-database";

const { prisma } = openDatabase({ socketDirectory: process.env.BENCH_SOCKET_DIRECTORY });

export async function GET(_request, { params }) {
  const { id } = await params;
  const user = await prisma.user.findUnique({ where: { id } });
  return user === null ? new Response(null, { status: 404 }) : Response.json({ user });
}
