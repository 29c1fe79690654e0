import type { Reporter, TestModule } from "vitest/node";

/** Names the tests that did not run, because what they need is not on this machine. */
export default class NameSkipped implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const names = modules.flatMap((module) =>
      [...module.children.allTests("skipped")].map((test) => test.fullName),
    );
    // With a name pattern given, nearly everything is left out on purpose.
    if (names.length === 0 || process.argv.includes("-t")) return;
    process.stdout.write(`\nNot run here, for lack of what they need:\n  ${names.join("\n  ")}\n`);
  }
}
