/** What the terminal can show; the only place that reads the environment for it. */
export interface Terminal {
  columns: number;
  color: boolean;
  unicode: boolean;
}

/** Width used when the output is not a terminal. */
const DEFAULT_COLUMNS = 100;

/** What a stream can show, by the conventions of NO_COLOR, FORCE_COLOR, TERM and COLUMNS. */
export function describeTerminal(
  stream: { isTTY?: boolean; columns?: number },
  env: NodeJS.ProcessEnv,
  colorOption: boolean,
): Terminal {
  const columns = stream.columns ?? Number.parseInt(env["COLUMNS"] ?? "", 10);
  return {
    columns: Number.isFinite(columns) && columns > 0 ? Math.max(40, columns) : DEFAULT_COLUMNS,
    color: colorOption && wantsColor(stream, env),
    unicode: !(stream.isTTY && (env["TERM"] === "linux" || env["TERM"] === "dumb")),
  };
}

function wantsColor(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean {
  // https://no-color.org: any value that is not empty. FORCE_COLOR=0 says no as clearly.
  if (env["NO_COLOR"]) return false;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return stream.isTTY === true && env["TERM"] !== "dumb";
}
