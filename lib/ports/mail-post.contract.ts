// What everything that takes mails promises, as tests that its adapters pass.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MailPost, ReadyMail } from "./mail-post";

/** A mail as it arrived. */
export interface ArrivedMail {
  readonly from: string;
  /** Everybody it was given to. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** Names of its headers, lower-cased; none where it has no such form. */
  readonly headers: readonly string[];
}

export interface MailPostUnderTest {
  readonly post: MailPost;
  /** In the order of their arrival. */
  arrived(): Promise<readonly ArrivedMail[]>;
  close(): Promise<void>;
}

function mailOf(fields: Partial<ReadyMail> = {}): ReadyMail {
  return { id: randomUUID(), from: "keyfuse@example.com", to: "ada@example.com", subject: "A key", text: "Hello\n", ...fields };
}

/** The suite. */
export function mailPostContract(name: string, open: () => Promise<MailPostUnderTest>): void {
  describe(`${name} takes mails`, () => {
    let subject: MailPostUnderTest;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(() => subject?.close());
    const last = async () => (await subject.arrived()).at(-1);

    it("whole: sender, recipient, subject and text arrive as they were", async () => {
      const mail = mailOf({ subject: "Grüße, 鍵 🔑", text: `Zeile eins\n.\n\n${"long ".repeat(400)}\n— Ende 🔑\n` });
      expect(await subject.post.post(mail)).toEqual({ kind: "taken" });
      const arrived = await last();
      expect(arrived).toMatchObject({ from: mail.from, to: [mail.to], subject: mail.subject });
      expect(arrived?.text.trimEnd()).toBe(mail.text.trimEnd());
    });

    it.each<[string, Partial<ReadyMail>]>([
      ["a subject with line breaks", { subject: "A key\r\nBcc: eve@example.com\r\n\r\nbody" }],
      ["a text that looks like a head", { text: "Bcc: eve@example.com\nSubject: other\n\nHello\n" }],
    ])("%s adds no header and no recipient", async (_, fields) => {
      expect(await subject.post.post(mailOf(fields))).toEqual({ kind: "taken" });
      const arrived = await last();
      expect(arrived?.to).toEqual(["ada@example.com"]);
      expect(arrived?.headers).not.toContain("bcc");
      expect(arrived?.subject).not.toMatch(/[\r\n]/);
    });

    it.each<[string, Partial<ReadyMail>]>([
      ["two recipients", { to: "ada@example.com, eve@example.com" }],
      ["a recipient with a line break", { to: "ada@example.com\r\nBcc: eve@example.com" }],
      ["no recipient", { to: "" }],
      ["a sender with a line break", { from: "keyfuse@example.com\r\nBcc: eve@example.com" }],
    ])("%s: refused for good, and nothing arrives", async (_, fields) => {
      const before = (await subject.arrived()).length;
      expect(await subject.post.post(mailOf(fields))).toMatchObject({ kind: "refused", isFinal: true });
      expect(await subject.arrived()).toHaveLength(before);
    });
  });
}
