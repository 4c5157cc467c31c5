// A tenant with applications and a user for tests of signing in, over real databases.
import { randomUUID } from "node:crypto";
import { hashPassword } from "@/lib/adapters/system/password-hasher";
import type { HeaderLine, Json } from "@/lib/core/http";
import { JSON_TYPE, type Received, type Sent, send } from "./management-client";
import type { TestWorld } from "./test-worlds";

export const PASSWORD = "correct horse battery staple";

/** Text of a `jwtConfiguration`, as an application or a tenant stores it. */
type Configuration = Readonly<Record<string, Json>>;

/** What a sign-in or a refresh answered. */
export interface SignedIn {
  readonly status: number;
  readonly token: string;
  readonly refreshToken: string;
  readonly refreshTokenId: string;
}

/** A world with one tenant and one user, and what tests do with them. */
export class SessionWorld {
  readonly tenantId = randomUUID();
  readonly userId = randomUUID();
  readonly email = "ada@example.com";
  /** The world's clock; tests move it. */
  offsetMs = 0;

  private constructor(
    readonly world: TestWorld,
    private readonly passwordHash: string,
  ) {}

  static async open(openDatabase: () => Promise<TestWorld>): Promise<SessionWorld> {
    const opened = await openDatabase();
    const holder: { session: SessionWorld | null } = { session: null };
    const world = { ...opened, nowMs: () => Date.now() + (holder.session?.offsetMs ?? 0) };
    const session = new SessionWorld(world, await hashPassword(PASSWORD));
    holder.session = session;
    await world.prisma.tenant.create({ data: { id: session.tenantId, name: "Default" } });
    await session.addUser(session.userId, session.email);
    return session;
  }

  async addUser(id: string, email: string, more: { readonly active?: boolean; readonly extra?: Configuration } = {}): Promise<void> {
    const { tenantId, passwordHash } = this;
    await this.world.prisma.user.create({ data: { id, tenantId, email, passwordHash, ...more } });
  }

  /** An application with the user registered, signing in without a key. */
  async addApplication(jwt: Configuration = {}, login: Configuration = {}, isRegistered = true): Promise<string> {
    const { tenantId, userId } = this;
    const id = randomUUID();
    const extra = { jwtConfiguration: { enabled: true, ...jwt }, loginConfiguration: { requireAuthentication: false, ...login } };
    await this.world.prisma.application.create({ data: { id, tenantId, name: id, extra } });
    if (isRegistered) {
      const registration = { id: randomUUID(), tenantId, userId, applicationId: id, roles: ["editor"] };
      await this.world.prisma.registration.create({ data: registration });
    }
    return id;
  }

  send(method: string, target: string, sent: Sent = {}): Promise<Received> {
    return send(this.world, method, target, sent);
  }

  /** Signs the user in from an address, as a backend does. */
  login(applicationId: string | null, more: Configuration = {}, sent: Sent = {}): Promise<Received> {
    const body = {
      loginId: this.email,
      password: PASSWORD,
      ipAddress: "203.0.113.7",
      ...(applicationId === null ? {} : { applicationId }),
    };
    return this.send("POST", "/api/login", { body: { ...body, ...more }, ...sent });
  }

  /** Signs the user in and gives what was issued. */
  async begin(applicationId: string): Promise<SignedIn> {
    return signedIn(await this.login(applicationId));
  }

  async refresh(refreshToken: string, more: Configuration = {}): Promise<SignedIn> {
    return signedIn(await this.send("POST", "/api/jwt/refresh", { body: { refreshToken, ...more } }));
  }

  session(id: string) {
    return this.world.prisma.refreshSession.findUniqueOrThrow({ where: { id } });
  }

  /** The revocations that were told, as `kind subject`. */
  told(): string[] {
    return this.world.announced.flatMap(({ revocations }) => revocations.map(({ kind, subject }) => `${kind} ${subject}`));
  }

  close(): Promise<void> {
    return this.world.close();
  }
}

/** Header lines of a call with cookies from a page of our own. */
export function fromOwnPage(cookie: string): HeaderLine[] {
  return [JSON_TYPE, ["Cookie", cookie], ["Sec-Fetch-Site", "same-origin"]];
}

function signedIn({ status, body }: Received): SignedIn {
  return { ...(body as Omit<SignedIn, "status">), status };
}
