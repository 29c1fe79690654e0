// Bundles the command and the library into dist/. Opening a file costs a start-up about as much as parsing fifty
// kilobytes, so what every audit needs becomes one file, and small dependencies go into it.
import { chmod, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { thirdPartyNotices } from "./third-party.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Where the modules start that an audit of a bundled profile runs through. */
const EVERY_AUDIT = [
  "src/commands/main.ts",
  "src/commands/audit.ts",
  "src/locate-profile.ts",
  "src/report/pretty.ts",
].map((path) => join(root, path));

/** Answers the version, and must load nothing else for it. */
const ALONE = join(root, "src/version.ts");

export async function bundle(outdir = "dist") {
  const pkg = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));
  const dependencies = Object.keys(pkg.dependencies);
  const target = new URL(`../${outdir}/`, import.meta.url);
  await rm(target, { recursive: true, force: true });
  const build = await rolldown({
    cwd: root,
    input: { cli: "./src/cli.ts", index: "./src/index.ts" },
    platform: "node",
    external: (id) =>
      id.startsWith("node:") ||
      dependencies.some((name) => id === name || id.startsWith(`${name}/`)),
    transform: { target: "node20.19", define: { ASSAY_VERSION: JSON.stringify(pkg.version) } },
    // That a module is loaded late by one command and early by another is meant.
    checks: { ineffectiveDynamicImport: false },
  });
  try {
    const { output } = await build.write({
      dir: fileURLToPath(target),
      format: "esm",
      chunkFileNames: "chunks/[name]-[hash].js",
      codeSplitting: {
        groups: [
          { name: "version", test: (id) => id === ALONE, priority: 1 },
          { name: everyAudit(), debugName: "audit" },
        ],
      },
    });
    const inside = output.flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : []));
    await writeFile(new URL("THIRD-PARTY.txt", target), await thirdPartyNotices(inside));
  } finally {
    await build.close();
  }
  await chmod(new URL("cli.js", target), 0o755);
}

/** Names the chunk of a module: one for everything that the modules above import statically. */
function everyAudit() {
  let needed;
  return (id, context) => {
    needed ??= closure(EVERY_AUDIT, context);
    return needed.has(id) ? "audit" : null;
  };
}

function closure(starts, context) {
  const seen = new Set();
  const walk = (id) => {
    if (seen.has(id)) return;
    seen.add(id);
    for (const next of context.getModuleInfo(id)?.importedIds ?? []) walk(next);
  };
  for (const id of starts) walk(id);
  return seen;
}
