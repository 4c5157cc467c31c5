// Installs Debian packages where that is possible without asking: as root, with apt.
import { spawnSync } from "node:child_process";
import { findProgram } from "./temporary-server";

/** Are we root on a system with apt? */
export function canInstallPackages(): boolean {
  return process.getuid?.() === 0 && findProgram("apt-get") !== null;
}

/**
 * Installs packages without starting their services. Returns whether they are there now.
 * `RUNLEVEL` tells Debian's maintainer scripts that the system is in maintenance, where services stay down.
 */
export function installPackages(names: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  spawnSync("apt-get", ["update", "-qq"], { env, stdio: "ignore" });
  const install = spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...names], { env, stdio: "ignore" });
  return install.status === 0;
}
