/**
 * What clients do, by hand and apart from this code, on 2026-11-22. Order: pinning, warnings, SBOM, remediation,
 * reachability. Yarn Classic and pnpm 10 audit through endpoints that their registry has retired, which the stub
 * repeats: what was `partial` while those answered is `unmet` now.
 */
export const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  "npm 11.19.1": ["met", "met", "met", "met", "unmet"],
  "npm 12.2.0": ["met", "met", "met", "met", "unmet"],
  "pnpm 10.34.9": ["met", "unmet", "unmet", "unmet", "unmet"],
  "pnpm 11.28.11": ["met", "partial", "met", "met", "unmet"],
  "pnpm 12.21.0": ["met", "partial", "met", "met", "unmet"],
  "yarn-classic 1.22.22": ["met", "unmet", "unmet", "unmet", "unmet"],
  "yarn-berry 4.18.1": ["met", "partial", "unmet", "unmet", "unmet"],
  "bun 1.4.5": ["met", "partial", "unmet", "met", "unmet"],
  "deno 2.9.6": ["met", "partial", "unmet", "partial", "unmet"],
  "pip 23.2.1": ["met", "unmet", "unmet", "unmet", "unmet"],
  "pip 26.2.1": ["met", "unmet", "unmet", "unmet", "unmet"],
  "cargo 1.95.0": ["met", "unmet", "unmet", "unmet", "unmet"],
  "go 1.19.8": ["met", "unmet", "unmet", "unmet", "met"],
  // `partial` where the version is pinned and the bytes are not. Composer: as long as its registry sends no digest.
  "composer 2.5.5": ["partial", "met", "unmet", "unmet", "unmet"],
  "bundler 2.3.15": ["partial", "unmet", "unmet", "unmet", "unmet"],
  "bundler 2.3.27": ["partial", "unmet", "unmet", "unmet", "unmet"],
  "bundler 2.6.9": ["met", "unmet", "unmet", "unmet", "unmet"],
  "gem 3.3.15": ["partial", "unmet", "unmet", "unmet", "unmet"],
  // By hand only its pinning was tried.
  "maven 3.8.7": ["partial", "unmet", "unmet", "unmet", "unmet"],
};
