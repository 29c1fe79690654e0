#!/usr/bin/env node
import { VERSION } from "./version.ts";

// Asked alone, the version needs none of the modules that the other commands load.
const [first, ...rest] = process.argv.slice(2);
if (rest.length === 0 && (first === "--version" || first === "-V")) {
  process.stdout.write(`${VERSION}\n`);
} else {
  const { main } = await import("./commands/main.ts");
  process.exitCode = await main(process.argv);
}
