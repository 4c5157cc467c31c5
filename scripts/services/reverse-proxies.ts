// Throw-away reverse proxies on the loopback, run with the configurations that the guide shows.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { get } from "node:https";
import { join } from "node:path";
import { CADDY_EXAMPLE, NGINX_EXAMPLE } from "@/components/guide/examples";
import { canInstallPackages, installPackages } from "./debian-packages";
import { findProgram, launch, makeDirectory, type TemporaryServer } from "./temporary-server";

/** Where a proxy listens, and what it stands before. */
interface ProxyPorts {
  readonly listenPort: number;
  readonly keyfusePort: number;
}

/** How to start each proxy; all answer for `localhost` with a certificate that nobody signed. */
export const REVERSE_PROXIES: Readonly<Record<string, (ports: ProxyPorts) => Promise<TemporaryServer>>> = {
  nginx: startNginx,
  Caddy: startCaddy,
};

function startNginx(ports: ProxyPorts): Promise<TemporaryServer> {
  const program = findOrInstall("nginx", ["/usr/sbin"]);
  const directory = makeDirectory("kf-nginx-", null);
  const certificate = join(directory, "localhost.pem");
  const key = join(directory, "localhost.key");
  makeCertificate(certificate, key);
  const server = substituted(NGINX_EXAMPLE, ports, [
    ["listen 443 ssl", `listen 127.0.0.1:${ports.listenPort} ssl`],
    ["/etc/ssl/keys.example.com.pem", certificate],
    ["/etc/ssl/keys.example.com.key", key],
  ]);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${directory}/${kind};`);
  const lines = [
    // The workers of root's nginx would be another account, which cannot read the directory.
    ...(process.getuid?.() === 0 ? ["user root;"] : []),
    "daemon off;",
    "worker_processes 1;",
    `pid ${directory}/pid;`,
    "error_log stderr warn;",
    "events { worker_connections 256; }",
    `http { access_log off; ${temporary.join(" ")}\n${server}\n}`,
  ];
  const file = join(directory, "nginx.conf");
  writeFileSync(file, lines.join("\n"));
  return launchProxy(program, ["-e", "stderr", "-p", directory, "-c", file], directory, ports);
}

function startCaddy(ports: ProxyPorts): Promise<TemporaryServer> {
  const program = findOrInstall("caddy", []);
  const directory = makeDirectory("kf-caddy-", null);
  const site = substituted(CADDY_EXAMPLE, ports, []).replace("localhost {", `localhost:${ports.listenPort} {`);
  const options = [
    "admin off",
    "skip_install_trust",
    "auto_https disable_redirects",
    "default_bind 127.0.0.1",
    `storage file_system ${directory}/data`,
  ];
  const file = join(directory, "Caddyfile");
  writeFileSync(file, `{\n\t${options.join("\n\t")}\n}\n${site}\n`);
  // What it would remember of this run stays in the directory.
  const args = [`XDG_CONFIG_HOME=${directory}/config`, program, "run", "--config", file, "--adapter", "caddyfile"];
  return launchProxy("env", args, directory, ports);
}

/** The example for this test: another name, other ports, another certificate, and nothing else. */
function substituted(example: string, ports: ProxyPorts, pairs: readonly (readonly [string, string])[]): string {
  const all = [...pairs, ["127.0.0.1:3000", `127.0.0.1:${ports.keyfusePort}`], ["keys.example.com", "localhost"]] as const;
  return all.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the example no longer says ${from}`);
    return text.replaceAll(from, to);
  }, example);
}

function launchProxy(program: string, args: readonly string[], directory: string, { listenPort }: ProxyPorts): Promise<TemporaryServer> {
  return launch({ program, args, url: `https://localhost:${listenPort}`, directory, account: null, probe });
}

function findOrInstall(name: string, directories: readonly string[]): string {
  const search = () => findProgram(name, directories);
  const found = search() ?? (canInstallPackages() && installPackages([name]) ? search() : null);
  if (found === null) throw new Error(`${name} was not found: install it (Debian: apt-get install ${name}).`);
  return found;
}

function makeCertificate(certificate: string, key: string): void {
  const request = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate];
  const made = spawnSync(findOrInstall("openssl", []), [...request, ...subject], { encoding: "utf8" });
  if (made.status !== 0) throw new Error(`openssl made no certificate: ${made.stderr}`);
}

/** Any answer will do, also one that says that nothing stands behind it. */
function probe(url: string): Promise<void> {
  const { port } = new URL(url);
  return new Promise((resolve, reject) => {
    const request = get({ host: "127.0.0.1", port, servername: "localhost", headers: { host: "localhost" }, rejectUnauthorized: false });
    request.setTimeout(1_000, () => request.destroy(new Error("no answer")));
    request.once("error", reject);
    request.once("response", (response) => {
      response.resume();
      resolve();
    });
  });
}
