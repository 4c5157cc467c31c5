// Installs Debian packages where that is possible without asking: as root, with apt.
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram } from "./temporary-server";

/** Are we root on a system with apt? */
export function canInstallPackages(): boolean {
  return process.getuid?.() === 0 && findProgram("apt-get") !== null;
}

/** Suites that run side by side wait for one another here: apt gives up at once where another one is at work. */
const LOCK = join(tmpdir(), "keyfuse-apt.lock");
const WAITED_SECONDS = 600;

/**
 * Installs packages without starting their services. Returns whether they are there now.
 * `RUNLEVEL` tells Debian's maintainer scripts that the system is in maintenance, where services stay down.
 */
export function installPackages(names: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  const apt = (...args: readonly string[]) =>
    spawnSync("flock", ["-w", String(WAITED_SECONDS), LOCK, "apt-get", "-o", "DPkg::Lock::Timeout=300", "-qq", ...args], {
      env,
      stdio: "ignore",
    });
  apt("update");
  return apt("install", "-y", "--no-install-recommends", ...names).status === 0;
}
