import type { CapabilityId } from "../../core/framework.ts";

/** `bom-ref`s: unique in the document, and telling what they point to. */
export const REFS = {
  standard: "standard",
  assessor: "assessor",
  target: "registry",
} as const;

export function levelRef(level: number): string {
  return `level:${level}`;
}

export function requirementRef(capability: CapabilityId, criterion?: string): string {
  return `requirement:${capability}${criterion === undefined ? "" : `#${criterion}`}`;
}

export function claimRef(capability: CapabilityId): string {
  return `claim:${capability}`;
}

export function counterClaimRef(capability: CapabilityId): string {
  return `counter-claim:${capability}`;
}

export function evidenceRef(capability: CapabilityId, at: number): string {
  return `evidence:${capability}:${at + 1}`;
}

export function waiverRef(capability: CapabilityId): string {
  return `waiver:${capability}`;
}
