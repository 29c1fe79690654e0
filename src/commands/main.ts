import { Command, CommanderError, Option } from "commander";
import { AssayError, EXIT_CODES } from "../core/errors.ts";
import { VERSION } from "../version.ts";
import { STRENGTHS } from "../core/outcome.ts";
import {
  amount,
  collect,
  collectMaxAge,
  collectMinimum,
  currency,
  date,
  days,
  levelToReach,
  positiveInteger,
  seconds,
} from "./options.ts";
import { tell } from "./output.ts";

/** Runs the command line and returns the exit code. Modules of a command load when it is called. */
export async function main(argv: readonly string[]): Promise<number> {
  let exitCode: number = EXIT_CODES.done.code;
  const program = buildProgram((code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(argv);
    return exitCode;
  } catch (error) {
    return explainError(error, argv.includes("--debug"));
  }
}

const INTERRUPTIONS: ReadonlySet<string> = new Set(["AbortError", "ExitPromptError"]);

function explainError(error: unknown, debug: boolean): number {
  if (error instanceof CommanderError) {
    // Commander has printed its message; help and version are no errors.
    return error.exitCode === 0 ? EXIT_CODES.done.code : EXIT_CODES.usage.code;
  }
  if (error instanceof AssayError) {
    tell(`assay: ${error.message}`);
    if (error.hint) tell(`  ${error.hint}`);
    const { usage, inconclusive } = EXIT_CODES;
    return error.code === "unreachable" ? inconclusive.code : usage.code;
  }
  // Ctrl-C, while something is gathered or at a question.
  if (error instanceof Error && INTERRUPTIONS.has(error.name)) return EXIT_CODES.interrupted.code;
  const text = error instanceof Error ? (debug ? error.stack : error.message) : String(error);
  tell(`assay: internal error: ${text}`);
  if (!debug) tell("  This is a defect of assay. Run again with --debug for the stack.");
  return EXIT_CODES.internal.code;
}

type SetExit = (code: number) => void;

/** The whole command line; also what shell completion and the docs are made from. */
export function buildProgram(setExit: SetExit): Command {
  const program = new Command("assay")
    .description(
      "Measure how mature a package registry's security is, level 0 to 3, against OpenSSF's Principles for Package Repository Security, and prove every verdict.",
    )
    .version(VERSION, "-V, --version", "print the version")
    .option("--debug", "print the stack of an internal error")
    .enablePositionalOptions()
    .showHelpAfterError("(assay --help lists commands and options)")
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .addHelpText("after", `\n${exitCodeHelp()}`);

  const audit = program
    .command("audit [profile]")
    .description("audit a registry and print its scorecard")
    .addHelpText(
      "after",
      `
PROFILE is a file, a bundled name (npm, pypi, go) or the address of a registry.

Examples:
  assay audit npm                                   what npm's registry proves and declares
  assay audit https://registry.example              any registry of a known protocol, no profile
  assay audit profile.yaml --min-level 1 -o r.json  gate, and keep the report
  assay audit pypi --offline                        declarations only, no network
  assay audit --client npm                          what one installed client does, no registry

${exitCodeHelp()}`,
    );
  addRunOptions(audit);
  addFormatOptions(audit);
  audit
    .option("--min-level <level>", "gate: N, or TRACK=N (repeatable)", collectMinimum)
    .option("--active", "write to the profile's staging instance and watch what it enforces")
    .option("--plan", "with --active: print every step, run nothing")
    .option("--yes", "with --active: do not ask for confirmation")
    .option(
      "--max-attempts <n>",
      "with --active: wrong passwords per endpoint",
      positiveInteger,
      20,
    )
    .option("--no-regress <report>", "fail when a level or an outcome got worse since this report")
    .option("--save-evidence <file>", "keep the evidence that the verdicts rest on")
    .action(async (profile: string | undefined, options) => {
      const { runAudit } = await import("./audit.ts");
      setExit(await runAudit(profile, options));
    });

  const gaps = program
    .command("gaps [profile]")
    .description("list the gaps of a registry, or of a saved report (REPORT.json), as work")
    .option("--to-level <level>", "gaps up to this level", levelToReach, 3)
    .option("--overlay <file>", "merge what people know: owner, cost, tracking, funded, text")
    .option("--write-overlay <file>", "write an overlay, or add the entries that it lacks")
    .option("--rate <amount>", "cost of one person-week", amount)
    .option("--currency <code>", "currency of --rate and of costs: EUR, USD", currency)
    .option("--since <report>", "progress since an older report of the same registry")
    .option("--pages <folder>", "write each aegis milestone into a file of its own")
    .addHelpText(
      "after",
      `
Templates (--format, or the ending of -o): markdown, aegis, fundable, nlnet, goal, csv, json.

Examples:
  assay gaps npm --offline --to-level 2                    what keeps npm from level 2, and how to close it
  assay gaps r.json --format nlnet --rate 4000 --currency EUR
  assay gaps r.json --write-overlay gaps.yml               then fill it in, and merge it:
  assay gaps r.json --overlay gaps.yml -o gaps.fundable.md -o gaps.csv
  assay gaps new.json --since old.json --format markdown   what a funder asks for`,
    );
  addRunOptions(gaps);
  addFormatOptions(gaps);
  gaps.action(async (profile: string | undefined, options) => {
    const { runGaps } = await import("./gaps.ts");
    setExit(await runGaps(profile, options));
  });

  const compare = program
    .command("compare <names...>")
    .description("one registry over time, or several side by side: what changed, who has what")
    .option("--warn-within <days>", "show waivers that end within so many days", days, 30)
    .addHelpText(
      "after",
      `
Each name is a saved report (REPORT.json), a profile file, a bundled name or an address; profiles are audited.
Reports of one registry give its history; of several, a matrix of capabilities and registries.

Examples:
  assay compare npm pypi go --offline
  assay compare last-month.json today.json --format markdown
  assay compare reports/*.json -o matrix.html`,
    );
  addRunOptions(compare);
  addFormatOptions(compare);
  compare.action(async (names: string[], options) => {
    const { runCompare } = await import("./compare.ts");
    setExit(await runCompare(names, options));
  });

  const report = program
    .command("report <report>")
    .description("render a saved report in another format");
  addFormatOptions(report);
  report.action(async (file: string, options) => {
    const { runReport } = await import("./report.ts");
    setExit(await runReport(file, options));
  });

  program
    .command("cleanup <journal>")
    .description("finish the cleanup of an interrupted active audit")
    .addOption(inSeconds("--timeout <seconds>", "one exchange, connect to last byte", 10))
    .action(async (journal: string, options) => {
      const { runCleanup } = await import("./cleanup.ts");
      setExit(await runCleanup(journal, options));
    });

  program
    .command("verify <report>")
    .description("do the levels of a saved report follow from the evidence inside?")
    .option("--format <format>", "pretty or json", "pretty")
    .option("--no-color", "no colour")
    .action(async (file: string, options) => {
      const { runVerify } = await import("./verify.ts");
      setExit(await runVerify(file, options));
    });

  program
    .command("clients")
    .description("what each installed package-manager client does, seen by running it")
    .option("--client <name>", "only this client (repeatable)", collect)
    .option("--format <format>", "pretty, markdown, csv or json", "pretty")
    .option("-o, --output <file>", "write to a file")
    .addOption(inSeconds("--deadline <seconds>", "for all of it", 600))
    .option("--verbose", "a reason for every cell")
    .option("--quiet", "no progress")
    .option("--no-color", "no colour")
    .action(async (options) => {
      const { runClientsCommand } = await import("./clients.ts");
      setExit(await runClientsCommand(options));
    });

  program
    .command("init [url]")
    .description("write a profile, detecting the adapter by asking the server")
    .option("-o, --output <file>", "where to write", "assay.yaml")
    .option("--force", "overwrite an existing file")
    .option("--interview", "ask about every capability that cannot be observed; can be resumed")
    .option("--id <id>", "registry id, kebab-case")
    .option("--name <name>", "registry name")
    .option("--ecosystem <type>", "package-URL type: npm, pypi, golang, …")
    .option("--adapter <id>", "adapter to use, or none")
    .option("--user-accounts <yes|no>", "does it have user accounts?")
    .option("--packages <kinds>", "accepts-built, builds-for-users, source-only (comma-separated)")
    .option("--account-provider <id>", "who keeps the accounts, when it does not itself")
    .option("--offline", "do not ask the server")
    .action(async (url: string | undefined, options) => {
      const { runInit } = await import("./init.ts");
      setExit(await runInit(url, options));
    });

  program
    .command("validate <profile...>")
    .description("check profiles: every error with file, line, column and what would be right")
    .option("--plugin <file>", "load adapters and checks from a module (repeatable)", collect)
    .option("--framework <name>", "framework: ID@VERSION, the newest by default")
    .option("--no-color", "no colour")
    .action(async (files: string[], options) => {
      const { runValidate } = await import("./validate.ts");
      setExit(await runValidate(files, options));
    });

  program
    .command("explain <capability>")
    .description("what a capability is, why, how it is checked, who has it, how to build it")
    .option("--format <format>", "pretty, markdown or json", "pretty")
    .option("--framework <name>", "framework: ID@VERSION, the newest by default")
    .option("--no-color", "no colour")
    .action(async (id: string, options) => {
      const { runExplain } = await import("./explain.ts");
      setExit(await runExplain(id, options));
    });

  program
    .command("list <what> [profile]")
    .description("list capabilities, checks, adapters, clients, profiles, formats or waivers")
    .option("--format <format>", "pretty, markdown, csv or json", "pretty")
    .option("--plugin <file>", "load adapters and checks from a module (repeatable)", collect)
    .option("--framework <name>", "framework: ID@VERSION, the newest by default")
    .option("--now <date>", "the run's date", date)
    .option("--warn-within <days>", "waivers: warn of what ends within so many days", days, 30)
    .option(
      "--max-age <strength=days>",
      "waivers: how long a claim counts (declared=365)",
      collectMaxAge,
    )
    .option("--no-color", "no colour")
    .action(async (what: string, profile: string | undefined, options) => {
      const { runList } = await import("./list.ts");
      setExit(await runList(what, profile, options));
    });

  program
    .command("completion <shell>")
    .description("print a completion script for bash, zsh or fish")
    .action(async (shell: string) => {
      const { runCompletion } = await import("./completion.ts");
      setExit(
        await runCompletion(
          shell,
          buildProgram(() => {}),
        ),
      );
    });

  return program;
}

function addRunOptions(command: Command): void {
  command
    .option("--track <id>", "only this track (repeatable)", collect)
    .option("--capability <id>", "only this capability (repeatable)", collect)
    .option("--client <name>", "run this package-manager client (repeatable)", collect)
    .option("--no-clients", "run no package-manager client")
    .option("--offline", "use no network at all")
    .addOption(
      new Option("--min-evidence <strength>", "set weaker evidence aside").choices([...STRENGTHS]),
    )
    .option(
      "--max-age <strength=days>",
      "set older evidence aside (repeatable; declared=365 by default)",
      collectMaxAge,
    )
    .option("--now <date>", "the run's date, for waivers and the age of claims", date)
    .option("--from-evidence <file>", "judge saved evidence again, offline")
    .option("--framework <name>", "framework: ID@VERSION, the newest by default")
    .addOption(inSeconds("--timeout <seconds>", "one exchange, connect to last byte", 10))
    .addOption(inSeconds("--deadline <seconds>", "the whole audit", 120))
    .option("--concurrency <n>", "exchanges at once", positiveInteger, 8)
    .option("--plugin <file>", "load adapters and checks from a module (repeatable)", collect);
}

function addFormatOptions(command: Command): void {
  command
    .option(
      "--format <format>",
      "format of stdout, or of a file whose ending chooses none (assay list formats)",
    )
    .option(
      "-o, --output <file>",
      "write a file; the ending chooses the format (repeatable)",
      collect,
    )
    .option("--quiet", "one line per track, no progress")
    .option("--verbose", "reasons, evidence and every exchange")
    .option("--no-color", "no colour");
}

/** Given in seconds, handed on in milliseconds. */
function inSeconds(flags: string, description: string, preset: number): Option {
  return new Option(flags, description).argParser(seconds).default(preset * 1000, String(preset));
}

function exitCodeHelp(): string {
  const rows = Object.values(EXIT_CODES).map(
    ({ code, meaning }) => `  ${String(code).padStart(3)}  ${meaning}`,
  );
  return `Exit codes:\n${rows.join("\n")}`;
}
