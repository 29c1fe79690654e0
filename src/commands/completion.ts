import type { Command } from "commander";
import { ADAPTERS } from "../adapters/index.ts";
import { DRIVERS } from "../clients/drivers/index.ts";
import { PACKAGE_KINDS } from "../core/framework.ts";
import { STRENGTHS } from "../core/outcome.ts";
import { bundledNames } from "../profile/bundled.ts";
import { findFramework } from "../plan/find-framework.ts";
import { FORMATS } from "../report/formats.ts";
import { mustBeKnown } from "../context.ts";
import { print } from "./output.ts";

/** What can be completed, taken from the command line's own definition. */
interface Words {
  commands: { name: string; description: string; flags: string[]; values: string[] }[];
  /** Values of an option, by its long flag. */
  optionValues: Record<string, string[]>;
}

const SHELLS: Readonly<Record<string, (words: Words) => string>> = { bash, zsh, fish };

export async function runCompletion(shell: string, program: Command): Promise<number> {
  const script = SHELLS[mustBeKnown("shell", shell, Object.keys(SHELLS))];
  if (!script) throw new Error(`no completion for ${shell}`);
  await print(script(await collectWords(program)));
  return 0;
}

async function collectWords(program: Command): Promise<Words> {
  const framework = findFramework(undefined);
  const capabilities = framework.capabilities.map(({ id }) => id);
  const values: Record<string, readonly string[]> = {
    audit: bundledNames(),
    gaps: bundledNames(),
    compare: bundledNames(),
    validate: bundledNames(),
    explain: capabilities,
    list: ["capabilities", "checks", "adapters", "clients", "profiles", "formats", "waivers"],
    completion: Object.keys(SHELLS),
  };
  return {
    commands: program.commands.map((command) => ({
      name: command.name(),
      description: command.description(),
      flags: command.options.flatMap(({ long }) => (long ? [long] : [])),
      values: [...(values[command.name()] ?? [])],
    })),
    optionValues: {
      "--capability": capabilities,
      "--track": framework.tracks.map(({ id }) => id),
      "--format": FORMATS.map(({ id }) => id),
      "--min-evidence": [...STRENGTHS],
      "--client": DRIVERS.map(({ id }) => id),
      "--adapter": [...ADAPTERS.map(({ id }) => id), "none"],
      "--user-accounts": ["yes", "no"],
      "--packages": [...PACKAGE_KINDS],
    },
  };
}

function bash({ commands, optionValues }: Words): string {
  const options = Object.entries(optionValues).map(
    ([flag, values]) =>
      `    ${flag}) COMPREPLY=($(compgen -W "${values.join(" ")}" -- "$cur")); return ;;`,
  );
  const cases = commands.map(
    ({ name, flags, values }) => `    ${name}) words="${[...values, ...flags].join(" ")}" ;;`,
  );
  return `# bash completion for assay: source <(assay completion bash)
_assay() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} words=""
  COMPREPLY=()
  case $prev in
${options.join("\n")}
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(" ")}" -- "$cur"))
    return
  fi
  case \${COMP_WORDS[1]} in
${cases.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur") $(compgen -f -- "$cur"))
}
complete -o filenames -F _assay assay
`;
}

function zsh({ commands, optionValues }: Words): string {
  const names = commands.map(({ name, description }) => `    '${name}:${zshQuote(description)}'`);
  const options = Object.entries(optionValues).map(
    ([flag, values]) => `    ${flag}) compadd -- ${values.join(" ")}; return ;;`,
  );
  const cases = commands.map(
    ({ name, flags, values }) =>
      `    ${name}) compadd -- ${[...values, ...flags].join(" ")}; _files ;;`,
  );
  return `#compdef assay
# zsh completion for assay: assay completion zsh > "\${fpath[1]}/_assay"
_assay() {
  local -a commands
  commands=(
${names.join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  case $words[CURRENT-1] in
${options.join("\n")}
  esac
  case $words[2] in
${cases.join("\n")}
  esac
}
# Loaded from fpath, this file is the function's first call; sourced, it only defines it.
if [[ $funcstack[1] == _assay ]]; then _assay "$@"; else compdef _assay assay; fi
`;
}

/** A colon would end the name, a quote the word. */
function zshQuote(text: string): string {
  return text.replaceAll("'", "").replaceAll(":", "");
}

function fish({ commands, optionValues }: Words): string {
  const lines = commands.flatMap(({ name, description, flags, values }) => {
    const inside = `-n "__fish_seen_subcommand_from ${name}"`;
    return [
      `complete -c assay -n __fish_use_subcommand -a ${name} -d "${description.replaceAll('"', "'")}"`,
      ...(values.length > 0 ? [`complete -c assay ${inside} -a "${values.join(" ")}"`] : []),
      ...flags.map((flag) => {
        const known = optionValues[flag];
        const argument = known ? ` -x -a "${known.join(" ")}"` : "";
        return `complete -c assay ${inside} -l ${flag.slice(2)}${argument}`;
      }),
    ];
  });
  return `# fish completion for assay: assay completion fish > ~/.config/fish/completions/assay.fish
${lines.join("\n")}
`;
}
