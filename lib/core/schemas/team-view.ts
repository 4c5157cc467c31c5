// Members, their invitations and their accounts, as pages show them. Instants are RFC 3339 texts in UTC.
import type { Role } from "@/lib/core/roles";

/** A tenant as the team's pages name it. */
export interface ReachedTenant {
  readonly id: string;
  readonly name: string;
}

/** A member as admins see one. */
export interface MemberView {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** null = a role that this version does not know: the member may nothing. */
  readonly role: Role | null;
  /** The tenants that the member reaches; null = every one, and what belongs to none. */
  readonly confinedTo: readonly ReachedTenant[] | null;
  readonly hasSecondFactor: boolean;
  readonly isDisabled: boolean;
  readonly lastSignInAt: string | null;
  readonly createdAt: string;
  /** Keys that the member holds. */
  readonly keys: number;
}

/** Who may be handed keys besides the organisation. */
export interface Heir {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** An open invitation. */
export interface InvitationView {
  readonly id: string;
  readonly email: string;
  readonly role: Role | null;
  /** As the member's will be. */
  readonly confinedTo: readonly ReachedTenant[] | null;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly isExpired: boolean;
}

/** A browser that a member is signed in with. */
export interface SessionView {
  readonly id: string;
  readonly address: string;
  /** The `User-Agent`. */
  readonly agent: string;
  readonly startedAt: string;
  readonly lastSeenAt: string;
}

/** A member's second factor. */
export interface SecondFactorView {
  /** null = it is off. */
  readonly since: string | null;
  readonly recoveryCodesLeft: number;
}

/** A passkey of a member. */
export interface PasskeyView {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
}

/** A member's identity at the organisation's provider. */
export interface SingleSignOnView {
  /** null = the account is not linked. */
  readonly linkedAt: string | null;
}

/** What a member takes into their authenticator app: shown once. */
export interface CodeEnrolment {
  /** For typing in by hand: base32. */
  readonly seed: string;
  /** The same as a QR code: modules a side, and an SVG path over that square. */
  readonly qr: { readonly size: number; readonly path: string };
}
