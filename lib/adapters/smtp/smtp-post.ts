// Hands mails to a mail server over SMTP.
import { createTransport } from "nodemailer";
import { isLoopback } from "@/lib/core/forwarded";
import { oneLine } from "@/lib/core/mail/address";
import { flawOfMail } from "@/lib/core/mail/judge-mail";
import type { MailPost, Posted } from "@/lib/ports/mail-post";

/** Each step of the talk with the server; all of them together stay below a minute. */
const TIMEOUTS_MS = { connectionTimeout: 10_000, greetingTimeout: 10_000, dnsTimeout: 5000, socketTimeout: 20_000 } as const;
const WHOLE_TIMEOUT_MS = 55_000;
const HIDDEN = "[secret]";

/** What a failed talk says of itself. */
interface TalkFailure {
  readonly code?: unknown;
  readonly responseCode?: unknown;
  readonly message?: unknown;
}

/** Opens nothing yet: each mail has a connection of its own. `url`: `smtp://` (STARTTLS) or `smtps://`, with credentials. */
export function createSmtpPost(url: string): MailPost {
  const transport = createTransport({ ...TIMEOUTS_MS, url: withTls(url), disableFileAccess: true, disableUrlAccess: true });
  const secrets = secretsOf(url);
  return {
    kind: "smtp",
    async post(mail) {
      const flaw = flawOfMail(mail);
      if (flaw !== null) return { kind: "refused", reason: flaw, isFinal: true };
      const { id, from, to, subject, text } = mail;
      const host = from.slice(from.lastIndexOf("@") + 1);
      const letter = {
        envelope: { from, to: [to] },
        from: { name: "Keyfuse", address: from },
        to: { name: "", address: to },
        subject: oneLine(subject),
        text,
        messageId: `<${id}@${host}>`,
        headers: { "Auto-Submitted": "auto-generated" },
      };
      return within(WHOLE_TIMEOUT_MS, transport.sendMail(letter)).then(
        (): Posted => ({ kind: "taken" }),
        (failure: TalkFailure): Posted => ({ kind: "refused", reason: reasonOf(failure, secrets), isFinal: isFinal(failure) }),
      );
    },
    async close() {
      transport.close();
    },
  };
}

/**
 * Whoever sits between could take the offer of STARTTLS away and read password and mail: without it nothing is said, unless the server is
 * on this machine or the URL says so itself.
 */
export function withTls(text: string): string {
  const url = new URL(text);
  const isOwnMachine = url.hostname === "localhost" || isLoopback(url.hostname.replace(/^\[|\]$/g, ""));
  if (!isOwnMachine && url.searchParams.get("requireTLS") !== "false") url.searchParams.set("requireTLS", "true");
  return url.href;
}

/** Only what the server says of this mail is for good; a refused sign-in or a server that is full may be mended. */
function isFinal({ code, responseCode }: TalkFailure): boolean {
  return (code === "EENVELOPE" || code === "EMESSAGE") && typeof responseCode === "number" && responseCode >= 500;
}

function reasonOf({ message }: TalkFailure, secrets: readonly string[]): string {
  let reason = typeof message === "string" ? message : "The mail server could not be reached.";
  for (const secret of secrets) reason = reason.replaceAll(secret, HIDDEN);
  return oneLine(reason);
}

/** The password in every form in which a server or a library could repeat it. */
function secretsOf(url: string): string[] {
  const { username, password } = new URL(url);
  if (password === "") return [];
  const plain = decode(password);
  const base64 = (text: string) => Buffer.from(text, "utf8").toString("base64");
  return [url, plain, password, base64(plain), base64(`\0${decode(username)}\0${plain}`)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone percent sign stands for itself.
    return text;
  }
}

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("The mail server took too long.")), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
