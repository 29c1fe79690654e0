/** A site whose terms forbid programs to read it. */
export interface ForbiddenSite {
  host: string;
  why: string;
  /** Where the terms say so. */
  source: string;
  /** ISO date of the terms' text that was read. */
  date: string;
}

/**
 * Sites that are never fetched, neither for a claim nor by a probe (the client takes them as `forbiddenHosts`). The host stands for itself only: npm's terms cover
 * the website, not docs.npmjs.com, and invite programs to the registry's API and the replication feed.
 */
export const TERMS: readonly ForbiddenSite[] = ["www.npmjs.com", "npmjs.com"].map((host) => ({
  host,
  why: "npm's terms forbid automated access to its website",
  source: "https://docs.npmjs.com/policies/open-source-terms",
  // "npm Open Source Terms", last updated 2022-03-10; text as of npm/documentation@404e183ea0c1.
  date: "2026-08-21",
}));

/** Why a URL must not be fetched, or undefined when no terms known to us forbid it. */
export function forbiddenByTerms(url: string): { why: string; source: string } | undefined {
  if (!URL.canParse(url)) return undefined;
  const host = new URL(url).hostname.replace(/\.$/, "");
  const site = TERMS.find((candidate) => candidate.host === host);
  return site && { why: site.why, source: site.source };
}
