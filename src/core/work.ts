import type { CapabilityId } from "./framework.ts";

export const WORK_KINDS = [
  "backend",
  "frontend",
  "testing",
  "sysadmin",
  "pm",
  "ux",
  "docs",
  "outreach",
] as const;
/** The kinds of work that funders ask about. */
export type WorkKind = (typeof WORK_KINDS)[number];

/** What building one capability takes beside time; data of `checks/work.yaml`. */
export interface CapabilityWork {
  kinds: readonly WorkKind[];
  /** Capabilities that have to be there first. */
  dependsOn: readonly CapabilityId[];
}
