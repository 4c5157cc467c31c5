// Finds a Chromium for the browser tests, or fetches one: from what is there to what must be downloaded.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright";
import { canInstallPackages, installPackages } from "./debian-packages";
import { findProgram } from "./temporary-server";

/** What Playwright's `launch` needs to start it. */
export interface Browser {
  executablePath: string;
  args: readonly string[];
}

/** Returns null where this way leads nowhere; the next one is tried. */
type Way = () => Browser | null | Promise<Browser | null>;

/** Chromium without a window of any kind: the same engine, for a quarter of the work of a page. */
const SHELL = "chromium-headless-shell";
const SYSTEM_NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const SYSTEM_PATHS = ["/Applications/Google Chrome.app/Contents/MacOS", "/Applications/Chromium.app/Contents/MacOS", "/snap/bin"];
const MAC_NAMES = ["Google Chrome", "Chromium"];

const packaged = {
  name: "@sparticuz/chromium",
  version: "147.0.0",
  directory: fileURLToPath(new URL("../../.cache/browser", import.meta.url)),
};

const WAYS: readonly Way[] = [
  fromEnvironment,
  playwrightsOwn,
  shellFromSystem,
  shellFromDebian,
  fromSystem,
  downloadedByPlaywright,
  fromDebian,
  fromPackage,
];

/**
 * Finds or fetches a browser.
 * @throws one sentence saying what to install when every way failed
 */
export async function findBrowser(): Promise<Browser> {
  for (const way of WAYS) {
    const browser = await way();
    if (browser !== null) return browser;
  }
  throw new Error("No Chromium was found or could be fetched: install Chromium or Chrome, or set E2E_BROWSER to its path.");
}

function fromEnvironment(): Browser | null {
  const path = process.env.E2E_BROWSER;
  if (path === undefined || path === "") return null;
  if (!existsSync(path)) throw new Error(`E2E_BROWSER names ${path}, which does not exist.`);
  return plain(path);
}

function playwrightsOwn(): Browser | null {
  const path = chromium.executablePath();
  return existsSync(path) ? plain(path) : null;
}

function shellFromSystem(): Browser | null {
  const path = findProgram(SHELL);
  return path === null ? null : plain(path);
}

function shellFromDebian(): Browser | null {
  return canInstallPackages() && installPackages([SHELL]) ? shellFromSystem() : null;
}

function fromSystem(): Browser | null {
  for (const name of [...SYSTEM_NAMES, ...MAC_NAMES]) {
    const path = findProgram(name, SYSTEM_PATHS);
    if (path !== null) return plain(path);
  }
  return null;
}

function downloadedByPlaywright(): Browser | null {
  const cli = join(dirname(createRequire(import.meta.url).resolve("playwright/package.json")), "cli.js");
  spawnSync(process.execPath, [cli, "install", "chromium"], { stdio: "ignore" });
  return playwrightsOwn();
}

function fromDebian(): Browser | null {
  return canInstallPackages() && installPackages(["chromium"]) ? fromSystem() : null;
}

/** A Chromium inside an npm package, for machines that reach a package registry and nothing else. */
async function fromPackage(): Promise<Browser | null> {
  const spec = `${packaged.name}@${packaged.version}`;
  spawnSync("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--prefix", packaged.directory, spec], { stdio: "ignore" });
  const entry = join(packaged.directory, "node_modules", packaged.name, "build/esm/index.js");
  if (!existsSync(entry)) return null;
  const module = (await import(pathToFileURL(entry).href)) as { default: { args: string[]; executablePath(): Promise<string> } };
  return { executablePath: await module.default.executablePath(), args: module.default.args };
}

function plain(executablePath: string): Browser {
  return { executablePath, args: [] };
}
