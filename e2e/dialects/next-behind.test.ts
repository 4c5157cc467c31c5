// Every conformance row at the Next route handlers behind the front door.
import { runTables } from "./mounted-tables";
import { behindTheFrontDoor } from "./mounts";

runTables(behindTheFrontDoor({ name: "Next behind the front door" }));
