import { open } from "node:fs/promises";
import { AssayError } from "../core/errors.ts";
import type { EvidenceFile } from "../core/evidence.ts";
import type { Report } from "../core/report.ts";
import { fileFault } from "./file-fault.ts";

/** Larger files are not ours. Bytes. */
const MAX_BYTES = 64 * 1024 * 1024;

export async function readEvidence(path: string): Promise<EvidenceFile> {
  const { validateEvidence } = await import("../report/validate-evidence.gen.js");
  return readValid<EvidenceFile>(path, "evidence file", validateEvidence, "--save-evidence");
}

export async function readReport(path: string): Promise<Report> {
  const { validateReport } = await import("../report/validate-report.gen.js");
  return readValid<Report>(path, "report", validateReport, "-o FILE.json");
}

/** How far into a report its own marks stand at the latest; a profile's texts before them are short. Bytes. */
const HEAD_BYTES = 64 * 1024;

/** Is it a saved report, and not a profile, which may be JSON too? Only a report says what its tool was. */
export async function isSavedReport(path: string): Promise<boolean> {
  if (!/\.json$/i.test(path)) return false;
  const file = await open(path).catch(() => undefined);
  if (!file) return false;
  try {
    const buffer = Buffer.alloc(HEAD_BYTES);
    const { bytesRead } = await file.read(buffer, 0, HEAD_BYTES, 0);
    return /"(?:generatedAt|tool)"\s*:/.test(buffer.toString("utf8", 0, bytesRead));
  } catch {
    return false;
  } finally {
    await file.close();
  }
}

interface Validator {
  (data: unknown): boolean;
  errors?: { instancePath: string; message?: string }[] | null;
}

async function readValid<T>(
  path: string,
  kind: string,
  validate: Validator,
  writtenBy: string,
): Promise<T> {
  const hint = `Such a file is what assay audit ${writtenBy} writes.`;
  const data = parse(await readText(path), path, kind, hint);
  if (!validate(data)) {
    const first = validate.errors?.[0];
    const where = first?.instancePath ? ` at ${first.instancePath}` : "";
    throw new AssayError("input", `${path} is no ${kind}:${where} ${first?.message ?? "invalid"}`, {
      hint,
    });
  }
  return data as T;
}

async function readText(path: string): Promise<string> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      if (size > MAX_BYTES) {
        throw new AssayError("input", `${path} has ${size} bytes; ${MAX_BYTES} is the limit.`);
      }
      return await file.readFile("utf8");
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof AssayError) throw error;
    throw new AssayError("input", `Cannot read ${path}: ${fileFault(error)}.`, { cause: error });
  }
}

function parse(text: string, path: string, kind: string, hint: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new AssayError("input", `${path} is no ${kind}: ${why}`, { hint, cause: error });
  }
}
