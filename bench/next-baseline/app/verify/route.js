// The Next route handler that the front door is compared with: reads and parses the same body, answers a body of the same size.
export async function POST(request) {
  const { key } = await request.json();
  return Response.json({ valid: typeof key === "string", padding: "x".repeat(200) });
}
