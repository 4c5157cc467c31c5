// Asks a Redis server for its eviction policy, in as much of its protocol as that takes.
import { connect as connectPlain, type Socket } from "node:net";
import { connect as connectSecurely } from "node:tls";

const ANSWER_WITHIN_MS = 3000;
const DEFAULT_PORT = 6379;

/**
 * The server's `maxmemory-policy`, or null where the server does not tell (managed servers often forbid CONFIG).
 * Rejects when it cannot be reached within three seconds, or refuses the credentials of the URL.
 */
export async function readEvictionPolicy(redisUrl: string): Promise<string | null> {
  const url = new URL(redisUrl);
  const commands = [["CONFIG", "GET", "maxmemory-policy"]];
  const user = decodeURIComponent(url.username);
  const password = decodeURIComponent(url.password);
  if (password !== "") commands.unshift(user === "" ? ["AUTH", password] : ["AUTH", user, password]);
  const replies = await converse(url, commands);
  if (commands.length > 1 && replies[0]?.startsWith("-")) throw new Error("it refuses the credentials of REDIS_URL");
  const answer = replies.at(-1) ?? "";
  if (/^-(NOAUTH|WRONGPASS)/.test(answer)) throw new Error("it asks for credentials that REDIS_URL does not have");
  return /^\*2\r\n\$\d+\r\nmaxmemory-policy\r\n\$\d+\r\n([a-z-]+)\r\n/.exec(answer)?.[1] ?? null;
}

/** Sends one command after another and collects each reply as it stands on the wire; every reply here arrives in one piece. */
function converse(url: URL, commands: readonly (readonly string[])[]): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const target = { host: url.hostname.replace(/^\[|\]$/g, ""), port: url.port === "" ? DEFAULT_PORT : Number(url.port) };
    const socket: Socket = url.protocol === "rediss:" ? connectSecurely({ ...target, servername: target.host }) : connectPlain(target);
    const replies: string[] = [];
    const send = () => socket.write(frame(commands[replies.length] ?? []));
    socket.setTimeout(ANSWER_WITHIN_MS, () => socket.destroy(new Error("it does not answer")));
    socket.once("error", reject);
    socket.once(url.protocol === "rediss:" ? "secureConnect" : "connect", send);
    socket.on("data", (chunk) => {
      replies.push(chunk.toString("utf8"));
      if (replies.length < commands.length) send();
      else socket.end(() => resolve(replies));
    });
  });
}

/** RESP: an array of bulk strings. */
function frame(words: readonly string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join("")}`;
}
