// Bundles the command and the library into dist/: few files start fast.
import { chmod, readFile, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));

export async function bundle(outdir = "dist") {
  const pkg = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));
  await rm(new URL(`../${outdir}`, import.meta.url), { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: { cli: "./src/cli.ts", index: "./src/index.ts" },
    outdir,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    packages: "external",
    chunkNames: "chunks/[name]-[hash]",
    define: { ASSAY_VERSION: JSON.stringify(pkg.version) },
    logLevel: "warning",
  });
  await chmod(new URL(`../${outdir}/cli.js`, import.meta.url), 0o755);
}
