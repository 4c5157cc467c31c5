// Mails as files: they pass the contract, are unreadable without the master key, and are whole or not there.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { createSealing } from "@/lib/adapters/system/sealing";
import { mailPostContract } from "@/lib/ports/mail-post.contract";
import { clearOutbox, createOutboxPost, findInOutbox, listOutbox } from "./outbox-post";

const sealing = createSealing(new Uint8Array(32).fill(7), "outbox");
const MAIL = {
  id: "8b1d5f0e-1111-4222-8333-944445555666",
  from: "keyfuse@example.com",
  to: "ada@example.com",
  subject: "A link",
  text: "https://keys.example.com/reveal#only-once\n",
};
const directories: string[] = [];

function newDirectory(): string {
  const directory = mkdtempSync(path.join(tmpdir(), "kf-outbox-"));
  directories.push(directory);
  return directory;
}

afterAll(() => {
  for (const directory of directories) rmSync(directory, { recursive: true });
});

mailPostContract("the outbox", async () => {
  const directory = newDirectory();
  return {
    post: createOutboxPost(directory, sealing),
    arrived: async () => (await listOutbox(directory, sealing)).map((mail) => ({ ...mail, to: [mail.to], headers: [] })),
    close: async () => {},
  };
});

it("a kept mail is its owner's alone, encrypted, found by its id, and replaced by itself", async () => {
  const directory = newDirectory();
  const post = createOutboxPost(directory, sealing);
  for (let count = 0; count < 2; count += 1) expect(await post.post(MAIL)).toEqual({ kind: "taken" });
  expect(readdirSync(path.join(directory, "outbox"))).toEqual([`${MAIL.id}.mail`]);
  const file = path.join(directory, "outbox", `${MAIL.id}.mail`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
  expect(readFileSync(file, "latin1")).not.toMatch(/example|reveal|only-once/);
  expect(await findInOutbox(directory, sealing, MAIL.id.toUpperCase())).toMatchObject(MAIL);
  for (const id of ["../master.key", "", "8b1d5f0e-1111-4222-8333-944445555667"]) {
    expect(await findInOutbox(directory, sealing, id)).toBeNull();
  }
  const other = createSealing(new Uint8Array(32).fill(8), "outbox");
  await expect(findInOutbox(directory, other, MAIL.id)).rejects.toThrow("does not open");
});

it("what is older than an instant is removed, and nothing else", async () => {
  const directory = newDirectory();
  const post = createOutboxPost(directory, sealing);
  await post.post(MAIL);
  await post.post({ ...MAIL, id: "8b1d5f0e-1111-4222-8333-944445555667" });
  utimesSync(path.join(directory, "outbox", `${MAIL.id}.mail`), 1000, 1000);
  await clearOutbox(directory, 2_000_000);
  expect((await listOutbox(directory, sealing)).map(({ id }) => id)).toEqual(["8b1d5f0e-1111-4222-8333-944445555667"]);
  expect(await listOutbox(newDirectory(), sealing)).toEqual([]);
});

it("a directory that cannot be written refuses for now, in a line without a path", async () => {
  const directory = newDirectory();
  writeFileSync(path.join(directory, "outbox"), "a file stands where the directory should");
  const posted = await createOutboxPost(directory, sealing).post(MAIL);
  expect(posted).toEqual({
    kind: "refused",
    reason: expect.stringMatching(/^The outbox cannot be written \(E[A-Z]+\)\.$/),
    isFinal: false,
  });
});
