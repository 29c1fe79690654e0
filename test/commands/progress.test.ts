import { expect, it } from "vitest";
import { progressLine } from "../../src/commands/progress.ts";

function terminal(columns: number): { isTTY: true; columns: number; written: string[] } & {
  write(text: string): void;
} {
  const written: string[] = [];
  return { isTTY: true, columns, written, write: (text) => void written.push(text) };
}

const CLEAR = "\r\u001b[2K";

it("says how much of what is planned is done, what goes on, and where it is", () => {
  const stream = terminal(80);
  const progress = progressLine(stream, false);
  progress.update({ step: "npm pinning", state: "planned" });
  progress.update({ step: "npm warnings", state: "planned" });
  progress.update({ step: "npm pinning", state: "started" });
  progress.update({ step: "npm pinning", state: "at", at: "metadata" });
  expect(stream.written.at(-1)).toBe(`${CLEAR}gathering 0/2  npm pinning (metadata)`);
  progress.update({ step: "npm pinning", state: "done" });
  expect(stream.written.at(-1)).toBe(`${CLEAR}gathering 1/2  `);
  progress.clear();
  expect(stream.written.at(-1)).toBe(CLEAR);
});

it("stays within the line", () => {
  const stream = terminal(30);
  const progress = progressLine(stream, false);
  progress.update({ step: "a step with a very long name", state: "started" });
  expect(stream.written.at(-1)).toHaveLength(CLEAR.length + 29);
});

it("is silent without a terminal, and where silence is asked for", () => {
  for (const [isTTY, quiet] of [
    [false, false],
    [true, true],
  ] as const) {
    const stream = { ...terminal(80), isTTY };
    const progress = progressLine(stream, quiet);
    progress.update({ step: "x", state: "started" });
    progress.clear();
    expect(stream.written).toEqual([]);
  }
});
