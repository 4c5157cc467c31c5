// How Next builds and serves the pages and route files behind the front door.

/** @type {import("next").NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // A trailing slash is another path, and the edge stage must see the path that was sent.
  skipTrailingSlashRedirect: true,
  skipProxyUrlNormalize: true,
  images: { unoptimized: true },
  logging: { serverFunctions: false },
  // `npm run check` checks the types; a first start need not wait for that.
  typescript: { ignoreBuildErrors: true },
  agentRules: false,
  serverExternalPackages: ["@electric-sql/pglite", "@node-rs/argon2", "@prisma/adapter-pg", "@prisma/client", "pg", "undici"],
  async headers() {
    return [{ source: "/_next/static/:path*", headers: [{ key: "X-Content-Type-Options", value: "nosniff" }] }];
  },
};

export default nextConfig;
