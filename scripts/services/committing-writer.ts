// A process that opens an embedded database and commits rows as fast as it can, printing each number once it was acknowledged; made to be killed.
// Arguments: data directory, bundled worker, first number.
import { Client } from "pg";
import { openEmbeddedDatabase } from "@/lib/adapters/embedded/database/open-embedded-database";
import { connectionConfig } from "@/lib/adapters/postgres/open-database";

const [dataDirectory, workerPath, first] = process.argv.slice(2);
if (dataDirectory === undefined || workerPath === undefined)
  throw new Error("usage: committing-writer <data directory> <worker> [first number]");

const database = await openEmbeddedDatabase({ dataDirectory, workerPath });
const client = new Client(connectionConfig(database));
await client.connect();
await client.query("CREATE TABLE IF NOT EXISTS acknowledged (number int PRIMARY KEY)");
for (let number = Number(first ?? 0); ; number += 1) {
  await client.query({ name: "write", text: "INSERT INTO acknowledged VALUES ($1)", values: [number] });
  process.stdout.write(`${number}\n`);
}
