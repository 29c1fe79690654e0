import type { Progress } from "../gather/gather.ts";

/** One status line on stderr, on a terminal only. */
export interface ProgressLine {
  update(progress: Progress): void;
  clear(): void;
}

const SILENT: ProgressLine = { update: () => {}, clear: () => {} };

export function progressLine(
  stream: { isTTY?: boolean; columns?: number; write(text: string): unknown },
  quiet: boolean,
): ProgressLine {
  if (!stream.isTTY || quiet) return SILENT;
  const known = new Set<string>();
  /** Steps that go on, and where they are. */
  const running = new Map<string, string>();
  let done = 0;
  const show = (): void => {
    const steps = [...running].map(([step, at]) => (at === "" ? step : `${step} (${at})`));
    const text = `gathering ${done}/${known.size}  ${steps.join(", ")}`;
    const width = Math.max(20, stream.columns ?? 80) - 1;
    stream.write(`\r\u001b[2K${text.length > width ? `${text.slice(0, width - 1)}…` : text}`);
  };
  return {
    update(progress) {
      const { step, state } = progress;
      known.add(step);
      if (state === "started") running.set(step, "");
      else if (state === "at") running.set(step, progress.at);
      else if (state === "done") {
        done += 1;
        running.delete(step);
      }
      show();
    },
    clear() {
      if (known.size > 0) stream.write("\r\u001b[2K");
    },
  };
}
