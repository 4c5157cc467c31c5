// Parses one YAML document in a thread of its own: however long it takes, requests are answered meanwhile.
import { parentPort, workerData } from "node:worker_threads";
import { parseYaml } from "./parse-yaml";

parentPort?.postMessage(parseYaml(String(workerData)));
