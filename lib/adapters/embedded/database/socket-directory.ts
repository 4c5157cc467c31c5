// Where the socket of a data directory is reached: Unix socket paths end at about 100 bytes, so that longer ones go through a short link.
import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, readlinkSync, realpathSync, symlinkSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";

/** The file name that libpq and node-postgres derive from port 5432. */
export const SOCKET_NAME = ".s.PGSQL.5432";

/** macOS allows 103 bytes, Linux 107. */
const MAX_SOCKET_PATH_BYTES = 100;

/**
 * The directory to give to a PostgreSQL client as its host: the data directory itself, or a link to it when its path is too long.
 * The link's name is derived from the path, so that every process of this user finds the same one.
 * @throws when the place for links belongs to somebody else
 */
export function socketDirectoryOf(dataDirectory: string): string {
  const real = realpathSync(dataDirectory);
  if (Buffer.byteLength(join(real, SOCKET_NAME)) <= MAX_SOCKET_PATH_BYTES) return real;
  const link = join(ownedLinkDirectory(), createHash("sha256").update(real).digest("hex").slice(0, 16));
  try {
    symlinkSync(real, link);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  if (readlinkSync(link) !== real) throw new Error(`${link} should point to ${real}; remove it`);
  return link;
}

/** In a directory that anybody may write to, a link is believed only inside a directory of our own. */
function ownedLinkDirectory(): string {
  const { uid } = userInfo();
  const directory = join(tmpdir(), `keyfuse-${uid}`);
  mkdirSync(directory, { mode: 0o700, recursive: true });
  const stat = lstatSync(directory);
  if (!stat.isDirectory() || stat.uid !== uid || (stat.mode & 0o077) !== 0) {
    throw new Error(`${directory} must be a directory of this user alone (mode 0700); it holds the links to database sockets`);
  }
  return directory;
}
