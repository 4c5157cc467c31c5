// Which paths are the console's, and where a sign-in may lead back to.

/** Where members land after the sign-in. */
export const CONSOLE_HOME = "/keys";
export const SIGN_IN_PATH = "/login";
/** Of whoever is signed in. */
export const ACCOUNT_PATH = "/account";
/** The team, with the dialog that invites open. */
export const INVITE_PATH = "/team?invite=1";
/** Where a forgotten password is replaced, and where people make an account themselves. */
export const FORGOT_PATH = "/forgot";
export const SIGN_UP_PATH = "/sign-up";

const CONSOLE_PATH = /^\/(?:keys|apis|tenants|test|usage|explain|find|requests|review|audit|team|settings|account)(?:[/.]|$)/;
/** What a path and its query may consist of here; no control characters, no backslash that a browser would read as a slash. */
const PLAIN_TARGET = /^\/[\w\-./~%?=&+:,]*$/;

/** Whether a page under that path is for members only. */
export function isConsolePath(path: string): boolean {
  return CONSOLE_PATH.test(path);
}

/** The sign-in page, with the way back to a console path. */
export function signInTarget(returnTo: string): string {
  return returnTo === CONSOLE_HOME ? SIGN_IN_PATH : `${SIGN_IN_PATH}?next=${encodeURIComponent(returnTo)}`;
}

/** The console path that a sign-in leads back to; whatever else was asked for leads to the console's home. */
export function readReturnPath(asked: string | undefined): string {
  if (asked === undefined || !PLAIN_TARGET.test(asked) || !isConsolePath(asked.split("?", 1)[0] ?? "")) return CONSOLE_HOME;
  return asked;
}
