// Promise of the snippets: run as they stand, they present exactly the secret, in the dialect's own header, with the example's body.
import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DIALECTS, VENDOR_DIALECTS } from "@/lib/core/dialects/index";
import { type SnippetSubject, writeSnippets } from "./snippets";

const run = promisify(execFile);

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const seen: Seen[] = [];
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  seen.push({ method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(chunks).toString() });
  response.end("ok");
});
let baseUrl = "";
let directory = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  baseUrl = `http://127.0.0.1:${address.port}/gateway/x`;
  directory = mkdtempSync(path.join(tmpdir(), "kf-snippets-"));
});
afterAll(() => {
  server.close();
  rmSync(directory, { recursive: true, force: true });
});

/** Every visible ASCII character but the comma, which no secret may have. */
const EVERY_CHARACTER = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index))
  .join("")
  .replace(",", "");
const SECRETS = [
  "sk-fusion-Ab1Ab1Ab1",
  "$HOME`id`\"'\\",
  "'; touch pwned #",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: meant for shells.
  "${PATH}%PATH%!x!^&|<>",
  "a'b\"c$(id)d\\",
  "-dash@at",
  "trailing\\",
  EVERY_CHARACTER,
].map((secret) => secret.replaceAll(" ", "_"));

function subjectOf(name: string, secret: string): SnippetSubject {
  const dialect = DIALECTS[name];
  if (dialect === undefined) throw new Error(name);
  return { dialect, baseUrl, call: dialect.exampleCall ?? { method: "GET", path: "/", body: null }, secret };
}

function codeOf(subject: SnippetSubject, name: string): string {
  const snippet = writeSnippets(subject).find((one) => one.name === name);
  if (snippet === undefined) throw new Error(`there is no snippet ${name}`);
  return snippet.code;
}

const HEADERS: Readonly<Record<string, readonly [string, (secret: string) => string]>> = {
  "fusion-ai": ["authorization", (secret) => `Bearer ${secret}`],
  standard: ["authorization", (secret) => `Bearer ${secret}`],
  infuzu: ["infuzu-api-key", (secret) => secret],
  cryptofuse: ["x-api-key", (secret) => secret],
  fusionauth: ["authorization", (secret) => secret],
};

function expectCall(subject: SnippetSubject, name: string): void {
  const call = seen.at(-1);
  const [header, value] = HEADERS[name]!;
  expect(call?.headers[header]).toBe(value(subject.secret));
  expect(call?.method).toBe(subject.call.method);
  expect(call?.url).toBe(`/gateway/x${subject.call.path}`);
  expect(call?.body === "" ? null : JSON.parse(call?.body ?? "")).toEqual(subject.call.body);
}

function environmentOf({ dialect, secret }: SnippetSubject): NodeJS.ProcessEnv {
  const { key, baseUrl: base } = dialect.snippetVariables;
  return { NODE_ENV: "test", PATH: process.env.PATH, HOME: process.env.HOME, [key]: secret, ...(base === null ? {} : { [base]: baseUrl }) };
}

describe.each(VENDOR_DIALECTS)("%s", (name) => {
  it.each(SECRETS)("curl in bash presents %s", async (secret) => {
    const subject = subjectOf(name, secret);
    await run("bash", ["-c", codeOf(subject, "curl")], { cwd: directory });
    expectCall(subject, name);
  });

  it("JavaScript and its variables present the secret", async () => {
    const subject = subjectOf(name, SECRETS[1]!);
    await run(process.execPath, ["--input-type=module", "-e", codeOf(subject, "JavaScript")], { env: environmentOf(subject) });
    expectCall(subject, name);
  });

  const hasRequests = spawnSync("python3", ["-c", "import requests"]).status === 0;
  it.skipIf(!hasRequests)("Python and its variables present the secret", async () => {
    const subject = subjectOf(name, SECRETS[1]!);
    await run("python3", ["-c", codeOf(subject, "Python")], { env: environmentOf(subject) });
    expectCall(subject, name);
  });

  it("no code but curl and the variables holds the secret", () => {
    const snippets = writeSnippets(subjectOf(name, "sk-Ab1Ab1"));
    const holding = snippets.filter(({ code }) => code.includes("sk-Ab1Ab1")).map((snippet) => snippet.name);
    expect(holding).toEqual(["curl", ".env", "export", "Command Prompt", "PowerShell"]);
  });
});

it.each(SECRETS)("export in bash sets the variable to %s", async (secret) => {
  const code = codeOf(subjectOf("standard", secret), "export");
  const { stdout } = await run("bash", ["-c", `${code}\nprintf %s "$API_KEY"`], { cwd: directory });
  expect(stdout).toBe(secret);
});

it.each(SECRETS)(".env sets the variable to %s in Node, or says that it cannot", async (secret) => {
  const code = codeOf(subjectOf("standard", secret), ".env");
  const file = path.join(directory, ".env");
  writeFileSync(file, `${code}\n`);
  const { stdout } = await run(process.execPath, [`--env-file=${file}`, "-e", "process.stdout.write(process.env.API_KEY ?? '')"], {
    env: { NODE_ENV: "test", PATH: process.env.PATH },
  });
  expect(stdout).toBe(code.startsWith("#") ? "" : secret);
});

it("what .env readers agree about is written for them", () => {
  const lineOf = (secret: string) => codeOf(subjectOf("standard", secret), ".env");
  expect(lineOf("sk_Ab1-._/:")).toBe("API_KEY=sk_Ab1-._/:");
  expect(lineOf("a#b")).toBe("API_KEY='a#b'");
  expect(lineOf("a'b#c")).toBe(`API_KEY="a'b#c"`);
  expect(lineOf("a\\b")).toBe("API_KEY=a\\b");
  for (const secret of ["a$b", "'\"`", "\\#"]) expect(lineOf(secret)).toMatch(/^# /);
});

it("the variables have the vendor pages' names, and Windows shells read the value as it is", () => {
  const subject = subjectOf("fusion-ai", `a'b"c%d&e`);
  expect(codeOf(subject, "PowerShell")).toBe(`$env:FUSION_AI_API_KEY='a''b"c%d&e'\n$env:FUSION_AI_BASE_URL='${baseUrl}'`);
  expect(codeOf(subject, "Command Prompt")).toBe(`set FUSION_AI_API_KEY=a'b^"c^%d^&e\nset FUSION_AI_BASE_URL=${baseUrl}`);
  expect(codeOf(subjectOf("infuzu", "x"), "export")).toBe("export INFUZU_API_KEY='x'");
});
