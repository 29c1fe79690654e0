#!/usr/bin/env node
import { VERSION } from "./version.ts";

// A reader that goes away early (`| head`) is no error. Who has to know what became of a write asks for it.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

// Asked alone, the version needs none of the modules that the other commands load.
const [first, ...rest] = process.argv.slice(2);
if (rest.length === 0 && (first === "--version" || first === "-V")) {
  process.stdout.write(`${VERSION}\n`);
} else {
  const { main } = await import("./commands/main.ts");
  process.exitCode = await main(process.argv);
}
