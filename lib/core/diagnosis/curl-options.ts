// The options of curl that take a value: to know which words are values, and which of them matter to authentication.

/** Options by their short letter that are read here. */
export const SHORT_NAMES: Readonly<Record<string, string>> = {
  A: "user-agent",
  b: "cookie",
  d: "data",
  e: "referer",
  F: "form",
  G: "get",
  H: "header",
  I: "head",
  K: "config",
  n: "netrc",
  T: "upload-file",
  u: "user",
  X: "request",
};

/** Short letters whose option takes a value and says nothing about authentication. */
export const OTHER_SHORT_WITH_VALUE = "CcDEhmoPQrtUwxYyz";

/** Long options with a value that say nothing about authentication (curl 8). */
export const OTHER_LONG_WITH_VALUE: readonly string[] = [
  ...["abstract-unix-socket", "alt-svc", "aws-sigv4", "cacert", "capath", "cert", "cert-type", "ciphers", "connect-timeout", "connect-to"],
  ...["continue-at", "cookie-jar", "create-file-mode", "crlfile", "curves", "delegation", "dns-interface", "dns-ipv4-addr"],
  ...["dns-ipv6-addr", "dns-servers", "doh-url", "dump-header", "ech", "egd-file", "engine", "etag-compare", "etag-save"],
  ...["expect100-timeout", "ftp-account", "ftp-alternative-to-user", "ftp-method", "ftp-port", "ftp-ssl-ccc-mode"],
  ...[
    "happy-eyeballs-timeout-ms",
    "haproxy-clientip",
    "help",
    "hostpubmd5",
    "hostpubsha256",
    "hsts",
    "interface",
    "ip-tos",
    "ipfs-gateway",
  ],
  ...["keepalive-cnt", "keepalive-time", "key", "key-type", "krb", "libcurl", "limit-rate", "local-port", "login-options", "mail-auth"],
  ...["mail-from", "mail-rcpt", "max-filesize", "max-redirs", "max-time", "netrc-file", "noproxy", "output", "output-dir", "parallel-max"],
  ...["pass", "pinnedpubkey", "preproxy", "proto", "proto-default", "proto-redir", "proxy", "proxy-cacert", "proxy-capath", "proxy-cert"],
  ...["proxy-cert-type", "proxy-ciphers", "proxy-crlfile", "proxy-header", "proxy-key", "proxy-key-type", "proxy-pass"],
  ...["proxy-pinnedpubkey", "proxy-service-name", "proxy-tls13-ciphers", "proxy-tlsauthtype", "proxy-tlspassword", "proxy-tlsuser"],
  ...["proxy-user", "proxy1.0", "pubkey", "quote", "random-file", "range", "rate", "resolve", "retry", "retry-delay", "retry-max-time"],
  ...[
    "sasl-authzid",
    "service-name",
    "socks4",
    "socks4a",
    "socks5",
    "socks5-gssapi-service",
    "socks5-hostname",
    "speed-limit",
    "speed-time",
  ],
  ...["stderr", "telnet-option", "tftp-blksize", "time-cond", "tls-max", "tls13-ciphers", "tlsauthtype", "tlspassword", "tlsuser", "trace"],
  ...["trace-ascii", "trace-config", "unix-socket", "variable", "vlan-priority", "write-out"],
];
