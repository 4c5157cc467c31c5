// A browser before a server of its own: started new for each file and way of looking, with everything the browser complains about collected.
import { test as base } from "@playwright/test";
import { type ServerOptions, type ServerUnderTest, startServer } from "@/e2e/server-under-test";

interface WorkerFixtures {
  /** How the server is started; a file says otherwise by `test.use`. */
  readonly serverOptions: Partial<ServerOptions>;
  /** The server of a file of tests: the running one, or a new one in its place. */
  readonly serverFor: (file: string) => Promise<ServerUnderTest>;
}

interface TestFixtures {
  /** A server on its first start, shared by the tests of one file. */
  readonly server: ServerUnderTest;
  readonly baseUrl: string;
  /** The one-time link as it was printed. */
  readonly setupLink: string;
  /** Errors that the browser logged: what the policy of a page forbade among them. */
  readonly complaints: string[];
}

/** A refused sign-in is a 401, which browsers log by themselves. */
const EXPECTED = /Failed to load resource: the server responded with a status of (?:401|404)/;

let addressesGiven = 0;

export const test = base.extend<TestFixtures, WorkerFixtures>({
  serverOptions: [{}, { scope: "worker", option: true }],
  serverFor: [
    async ({ serverOptions }, use) => {
      const running = new Map<string, ServerUnderTest>();
      const stopAll = async () => {
        for (const server of running.values()) await server.stop();
        running.clear();
      };
      await use(async (file) => {
        const known = running.get(file);
        if (known !== undefined) return known;
        await stopAll();
        const server = await startServer({ env: { TRUSTED_PROXIES: "127.0.0.1" }, ...serverOptions });
        running.set(file, server);
        return server;
      });
      await stopAll();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  server: [async ({ serverFor }, use, testInfo) => use(await serverFor(testInfo.file)), { timeout: 180_000 }],
  baseUrl: async ({ server }, use) => use(`http://${server.host}:${server.port}`),
  setupLink: async ({ server }, use) => {
    const link = /http:\S+\/setup#\S+/.exec(server.stdout())?.[0];
    if (link === undefined) throw new Error("the first start printed no set-up link");
    await use(link);
  },
  // Each test comes from an address of its own, so that none spends another one's tries to sign in.
  // biome-ignore lint/correctness/noEmptyPattern: Playwright finds out by the pattern what a fixture needs.
  extraHTTPHeaders: async ({}, use) => {
    addressesGiven += 1;
    await use({ "x-forwarded-for": `192.0.2.${addressesGiven}` });
  },
  baseURL: async ({ baseUrl }, use) => use(baseUrl),
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error" && !EXPECTED.test(message.text())) complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(String(error)));
      await use(complaints);
      base.expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export const expect = test.expect;
