import { open, readFile } from "node:fs/promises";
import type { Creation, Resource } from "../core/active.ts";
import { AssayError } from "../core/errors.ts";

/** First line of a journal. Names of variables, never their values. */
export interface JournalHead {
  event: "run";
  journal: 1;
  runId: string;
  target: string;
  protocol: string;
  tool: string;
  startedAt: string;
  credentials: { username?: string; password?: string; token?: string };
}

export type JournalLine =
  | JournalHead
  | { event: "creating"; resource: Resource; by: string }
  | { event: "created"; id: string; creation: Creation; status: number | null }
  | { event: "amend"; id: string; details: Record<string, string> }
  | { event: "gone"; id: string }
  | { event: "left"; id: string; why: string }
  | { event: "end"; left: number };

export interface Journal {
  path: string;
  /** Ends when the line is on disk. */
  write(line: JournalLine): Promise<void>;
  close(): Promise<void>;
}

/** Begins a journal, or goes on with one that exists. Readable by its owner only. */
export async function openJournal(path: string, mode: "new" | "append"): Promise<Journal> {
  const file = await open(path, mode === "new" ? "ax" : "a", 0o600).catch((cause: unknown) => {
    throw new AssayError("output", `The journal ${path} cannot be written`, {
      hint: "An active audit does not begin without one. Choose another folder.",
      cause,
    });
  });
  return {
    path,
    async write(line) {
      await file.appendFile(`${JSON.stringify(line)}\n`);
      await file.datasync();
    },
    close: () => file.close(),
  };
}

/** What a journal says is, or may be, still there. */
export interface JournalState {
  head: JournalHead;
  /** In the order of creation. */
  resources: Map<string, Resource>;
  creations: Map<string, Creation>;
  /** Taken away, or known to be left for a person. */
  settled: Set<string>;
}

/** Reads a journal. A last line that was cut off by a crash is no error. */
export async function readJournal(path: string): Promise<JournalState> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new AssayError("input", `The journal ${path} cannot be read`, { cause });
  });
  const lines = parseLines(text, path);
  const head = lines[0];
  if (head?.event !== "run" || head.journal !== 1 || !URL.canParse(head.target)) {
    throw new AssayError("input", `${path} is not a journal of an active audit`, {
      hint: "`assay audit --active` prints where its journal is.",
    });
  }
  const state: JournalState = {
    head,
    resources: new Map(),
    creations: new Map(),
    settled: new Set(),
  };
  for (const line of lines) follow(state, line);
  return state;
}

function parseLines(text: string, path: string): JournalLine[] {
  const rows = text.split("\n").filter((row) => row !== "");
  return rows.flatMap((row, index) => {
    let line: unknown;
    try {
      line = JSON.parse(row);
    } catch (cause) {
      if (index === rows.length - 1) return [];
      throw new AssayError("input", `${path}:${index + 1} is not JSON`, { cause });
    }
    if (isJournalLine(line)) return [line];
    throw new AssayError("input", `${path}:${index + 1} is not a line of a journal`, {
      hint: "Was it edited? Remove the line; what it tells of is then not cleaned up.",
    });
  });
}

type Loose = Record<string, unknown>;
const isRecord = (value: unknown): value is Loose =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string";
const isTexts = (value: unknown): boolean => isRecord(value) && Object.values(value).every(isText);

/** What reading and undoing rest on; a journal lies where others may have edited it. */
const LINES: Readonly<Record<JournalLine["event"], (line: Loose) => boolean>> = {
  run: ({ runId, target, protocol, credentials }) =>
    [runId, target, protocol].every(isText) && isTexts(credentials),
  creating: ({ resource }) =>
    isRecord(resource) &&
    [resource["id"], resource["kind"], resource["name"]].every(isText) &&
    (resource["details"] === undefined || isTexts(resource["details"])),
  created: ({ id, creation }) => isText(id) && isText(creation),
  amend: ({ id, details }) => isText(id) && isTexts(details),
  gone: ({ id }) => isText(id),
  left: ({ id }) => isText(id),
  end: () => true,
};

function isJournalLine(line: unknown): line is JournalLine {
  if (!isRecord(line) || !isText(line["event"]) || !Object.hasOwn(LINES, line["event"]))
    return false;
  return LINES[line["event"] as JournalLine["event"]](line);
}

function follow(state: JournalState, line: JournalLine): void {
  if (line.event === "creating") state.resources.set(line.resource.id, line.resource);
  else if (line.event === "created") state.creations.set(line.id, line.creation);
  else if (line.event === "gone") state.settled.add(line.id);
  else if (line.event === "amend") {
    const resource = state.resources.get(line.id);
    if (resource) resource.details = { ...resource.details, ...line.details };
  }
}
