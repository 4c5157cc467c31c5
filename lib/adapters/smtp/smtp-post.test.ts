// Mails over SMTP: the contract before a real server, what it refuses, and reasons that repeat no password.
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { expect, it } from "vitest";
import { type ArrivedMail, mailPostContract } from "@/lib/ports/mail-post.contract";
import { createSmtpPost, withTls } from "./smtp-post";

const PASSWORD = "a password/with:signs";
const MAIL = { id: "8b1d5f0e-1111-4222-8333-944445555666", from: "keyfuse@example.com", to: "ada@example.com", subject: "A", text: "B\n" };

interface RunningServer {
  readonly url: string;
  readonly arrived: ArrivedMail[];
  /** How often somebody sent a password. */
  signIns(): number;
  close(): Promise<void>;
}

/** Takes every mail but those to `nobody@` (550) and `later@` (450). */
async function startServer(): Promise<RunningServer> {
  const arrived: ArrivedMail[] = [];
  let signIns = 0;
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    onAuth: ({ password }, _session, callback) => {
      signIns += 1;
      if (password === PASSWORD) callback(null, { user: "keyfuse" });
      else callback(new Error(`no such password: ${String(password)}`));
    },
    onRcptTo: ({ address }, _session, callback) => {
      const code = address.startsWith("nobody@") ? 550 : address.startsWith("later@") ? 450 : null;
      callback(code === null ? null : Object.assign(new Error("not here"), { responseCode: code }));
    },
    onData: (stream, session, callback) => {
      const pieces: Buffer[] = [];
      stream.on("data", (piece: Buffer) => pieces.push(piece));
      stream.on("end", () => {
        arrived.push(readMail(Buffer.concat(pieces).toString("utf8"), session.envelope));
        callback();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://keyfuse:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}`,
    arrived,
    signIns: () => signIns,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

type Envelope = { readonly mailFrom: false | { readonly address: string }; readonly rcptTo: readonly { readonly address: string }[] };

function readMail(source: string, { mailFrom, rcptTo }: Envelope): ArrivedMail {
  const [head = "", ...rest] = source.split("\r\n\r\n");
  const lines = head.replace(/\r\n[ \t]+/g, " ").split("\r\n");
  const fields = new Map(lines.map((line) => [line.split(":", 1)[0]?.toLowerCase() ?? "", line.slice(line.indexOf(":") + 2)]));
  const body = rest.join("\r\n\r\n");
  const encoding = fields.get("content-transfer-encoding");
  const text = encoding === "base64" ? Buffer.from(body, "base64").toString("utf8") : encoding === "7bit" ? body : readQuoted(body);
  return {
    from: mailFrom === false ? "" : mailFrom.address,
    to: rcptTo.map(({ address }) => address),
    subject: readWords(fields.get("subject") ?? ""),
    text: text.replaceAll("\r\n", "\n"),
    headers: [...fields.keys()],
  };
}

function readQuoted(body: string): string {
  const bytes = body.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

/** Encoded words (RFC 2047). */
function readWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toUpperCase() === "B" ? Buffer.from(word, "base64").toString("utf8") : readQuoted(word.replaceAll("_", " ")),
    );
}

it.each([
  ["smtp://mail.example.com", true],
  ["smtp://keyfuse:secret@mail.example.com:587", true],
  ["smtp://10.0.0.5", true],
  ["smtp://mail.example.com?requireTLS=true", true],
  ["smtp://mail.example.com?requireTLS=0", true],
  ["smtp://mail.example.com?requireTLS=false", false],
  ["smtp://localhost:1025", false],
  ["smtp://127.0.0.1:1025", false],
  ["smtp://[::1]:1025", false],
])("%s says nothing without STARTTLS: %j", (url, isRequired) => {
  expect(new URL(withTls(url)).searchParams.get("requireTLS") === "true").toBe(isRequired);
});

it("a server whose offer of STARTTLS is gone gets neither the sign-in nor the mail", async () => {
  const server = await startServer();
  const post = createSmtpPost(`${server.url}?requireTLS=true`);
  expect(await post.post(MAIL)).toMatchObject({ kind: "refused", isFinal: false });
  expect(server.arrived).toEqual([]);
  expect(server.signIns()).toBe(0);
  await server.close();
});

mailPostContract("SMTP", async () => {
  const server = await startServer();
  const post = createSmtpPost(server.url);
  return { post, arrived: async () => server.arrived, close: () => post.close().then(server.close) };
});

it("a recipient that the server does not know is refused for good, one that it does not take now for now", async () => {
  const server = await startServer();
  const post = createSmtpPost(server.url);
  expect(await post.post({ ...MAIL, to: "nobody@example.com" })).toMatchObject({ kind: "refused", isFinal: true });
  expect(await post.post({ ...MAIL, to: "later@example.com" })).toMatchObject({ kind: "refused", isFinal: false });
  expect(server.arrived).toEqual([]);
  await server.close();
});

it("a server that is gone or refuses the sign-in refuses for now, in one line without the password", async () => {
  const server = await startServer();
  const wrong = "another-password-that-is-wrong";
  const refused = await createSmtpPost(server.url.replace(encodeURIComponent(PASSWORD), wrong)).post(MAIL);
  expect(refused).toMatchObject({ kind: "refused", isFinal: false });
  await server.close();
  const gone = await createSmtpPost(server.url).post(MAIL);
  expect(gone).toMatchObject({ kind: "refused", isFinal: false });
  for (const posted of [refused, gone]) {
    expect(JSON.stringify(posted)).not.toContain(PASSWORD);
    expect(JSON.stringify(posted)).not.toContain(wrong);
    expect(JSON.stringify(posted)).not.toMatch(/\\[rn]/);
  }
});
