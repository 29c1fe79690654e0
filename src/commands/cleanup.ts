import { cleanupJournal } from "../active/cleanup.ts";
import { ADAPTERS } from "../adapters/index.ts";
import { EXIT_CODES } from "../core/errors.ts";
import { sanitizeText } from "../core/sanitize.ts";
import { print } from "./output.ts";

/** Takes away what an interrupted active audit left on its target. Exit 3 while something is still there. */
export async function runCleanup(journal: string, options: { timeout: number }): Promise<number> {
  const { target, runId, gone, left } = await cleanupJournal(journal, process.env, {
    protocol: async (id) => ADAPTERS.find((adapter) => adapter.id === id)?.active?.(),
    timeoutMs: options.timeout,
  });
  const lines = [
    `Run ${runId} on ${sanitizeText(target, 200)}: ${gone} gone now, ${left.length} left.`,
    ...left.flatMap(({ kind, name, why, command }) => [
      `  ${sanitizeText(`${kind} ${name}: ${why}`, 300)}`,
      `    ${sanitizeText(command, 400)}`,
    ]),
  ];
  await print(`${lines.join("\n")}\n`);
  return left.length === 0 ? EXIT_CODES.done.code : EXIT_CODES.inconclusive.code;
}
