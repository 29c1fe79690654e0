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
  const running = new Set<string>();
  let started = 0;
  let done = 0;
  const show = (): void => {
    const text = `gathering ${done}/${started}  ${[...running].join(", ")}`;
    const width = Math.max(20, stream.columns ?? 80) - 1;
    stream.write(`\r\u001b[2K${text.length > width ? `${text.slice(0, width - 1)}…` : text}`);
  };
  return {
    update({ step, state }) {
      if (state === "started") {
        started += 1;
        running.add(step);
      } else {
        done += 1;
        running.delete(step);
      }
      show();
    },
    clear() {
      if (started > 0) stream.write("\r\u001b[2K");
    },
  };
}
