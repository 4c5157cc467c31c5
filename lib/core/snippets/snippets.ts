// Ready-made code for a new key, in its API's own manners: the carrier, the variables' names and the example of the vendor's page.
import type { Dialect, ExampleCall } from "@/lib/core/dialects/dialect";
import type { Json } from "@/lib/core/http";
import { pythonLiteral } from "./python-literal";
import { escapeForCommandPrompt, quoteForDotenv, quoteForJavaScript, quoteForPowerShell, quoteForShell } from "./quoting";

/** As much of a dialect as code is written from. */
export type SnippetDialect = Pick<Dialect, "carriers" | "snippetVariables">;

/** What the code does. */
export interface SnippetSubject {
  readonly dialect: SnippetDialect;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly call: ExampleCall;
  readonly secret: string;
}

/** One piece of code. */
export interface Snippet {
  readonly name: string;
  readonly code: string;
}

/** The header that carries a key: what stands before it, "" = nothing. */
interface KeyHeader {
  readonly name: string;
  readonly prefix: string;
}

/** What stands in a `.env` file for a secret that its readers would read differently. */
const NO_DOTENV = "# Readers of .env files disagree about characters of this secret.\n# Set the variable in the environment instead.";

/** The snippets, the one to paste first at the front. */
export function writeSnippets(subject: SnippetSubject): Snippet[] {
  const { snippetVariables: variables } = subject.dialect;
  const values: [string, string][] = [[variables.key, subject.secret]];
  if (variables.baseUrl !== null) values.push([variables.baseUrl, subject.baseUrl]);
  return [
    { name: "curl", code: curl(subject) },
    { name: "JavaScript", code: javaScript(subject) },
    { name: "Python", code: python(subject) },
    { name: ".env", code: values.map(([name, value]) => dotenvLine(name, value)).join("\n") },
    { name: "export", code: values.map(([name, value]) => `export ${name}=${quoteForShell(value)}`).join("\n") },
    { name: "Command Prompt", code: values.map(([name, value]) => `set ${name}=${escapeForCommandPrompt(value)}`).join("\n") },
    { name: "PowerShell", code: values.map(([name, value]) => `$env:${name}=${quoteForPowerShell(value)}`).join("\n") },
  ];
}

/** The first of the dialect's headers that takes a key wherever it is sent. */
function keyHeader({ carriers }: SnippetDialect): KeyHeader {
  for (const carrier of carriers) {
    if (carrier.in !== "header" || carrier.onlyWith !== undefined) continue;
    const taken = carrier.schemes.find(({ carries }) => carries !== "token");
    if (taken !== undefined) return { name: carrier.name, prefix: taken.scheme === null ? "" : `${taken.scheme} ` };
  }
  throw new Error("a dialect without a header for keys was asked for code");
}

function dotenvLine(name: string, value: string): string {
  const quoted = quoteForDotenv(value);
  return quoted === null ? NO_DOTENV : `${name}=${quoted}`;
}

function curl({ dialect, baseUrl, call, secret }: SnippetSubject): string {
  const { name, prefix } = keyHeader(dialect);
  const words = [
    `curl${call.method === "GET" ? "" : ` -X ${call.method}`} ${quoteForShell(baseUrl + call.path)}`,
    `-H ${quoteForShell(`${name}: ${prefix}${secret}`)}`,
  ];
  if (call.body !== null) words.push("-H 'Content-Type: application/json'", `-d ${quoteForShell(JSON.stringify(call.body, null, 2))}`);
  return words.join(" \\\n  ");
}

function javaScript({ dialect, baseUrl, call }: SnippetSubject): string {
  const { name, prefix } = keyHeader(dialect);
  const { key, baseUrl: baseVariable } = dialect.snippetVariables;
  const credential = prefix === "" ? `process.env.${key}` : `\`${prefix}\${process.env.${key}}\``;
  const url =
    baseVariable === null ? quoteForJavaScript(baseUrl + call.path) : `\`\${process.env.${baseVariable}}${templateText(call.path)}\``;
  const options = [`method: ${quoteForJavaScript(call.method)}`, `headers: {\n    ${headerLines(name, credential, call.body)}\n  }`];
  if (call.body !== null) options.push(`body: JSON.stringify(${indented(JSON.stringify(call.body, null, 2))})`);
  return `const response = await fetch(${url}, {\n  ${options.join(",\n  ")},\n});\nconsole.log(response.status, await response.text());`;
}

function python({ dialect, baseUrl, call }: SnippetSubject): string {
  const { name, prefix } = keyHeader(dialect);
  const { key, baseUrl: baseVariable } = dialect.snippetVariables;
  const read = [`api_key = os.environ[${JSON.stringify(key)}]`];
  if (baseVariable !== null) read.push(`base_url = os.environ[${JSON.stringify(baseVariable)}]`);
  const url = baseVariable === null ? JSON.stringify(baseUrl + call.path) : `base_url + ${JSON.stringify(call.path)}`;
  const given = [
    JSON.stringify(call.method),
    url,
    `headers={${JSON.stringify(name)}: ${prefix === "" ? "api_key" : `f"${prefix}{api_key}"`}}`,
  ];
  if (call.body !== null) given.push(`json=${pythonLiteral(call.body, "    ")}`);
  return `import os\nimport requests\n\n${read.join("\n")}\n\nresponse = requests.request(\n    ${given.join(",\n    ")},\n)\nprint(response.status_code, response.text)`;
}

function headerLines(name: string, credential: string, body: Json): string {
  const lines = [`${quoteForJavaScript(name)}: ${credential}`];
  if (body !== null) lines.push('"Content-Type": "application/json"');
  return lines.join(",\n    ");
}

/** Text within a template literal. */
function templateText(text: string): string {
  return text.replace(/[\\`]|\$\{/g, "\\$&");
}

function indented(code: string): string {
  return code.replaceAll("\n", "\n  ");
}
