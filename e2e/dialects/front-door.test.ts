// Every conformance row at the front door, over raw sockets.
import { runTables } from "./mounted-tables";
import { frontDoor } from "./mounts";

runTables(frontDoor({ name: "front door" }));
