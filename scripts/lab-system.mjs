// Clients that do not come from npm: Debian's packages, and pip in virtual environments of its own.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";

/** What each driver needs of Debian. `iproute2` and `strace` serve the namespace and the tests. */
const DEBIAN = {
  go: ["golang-go", "govulncheck"],
  composer: ["composer", "php-cli", "php-zip", "unzip"],
  bundler: ["bundler", "ruby"],
  gem: ["ruby"],
  maven: ["maven", "default-jre-headless"],
  tests: ["iproute2", "strace"],
};

/** Of the virtual environments, `current` tries this version; `older` keeps the pip that Python brings along. */
const PIP = "pip==26.2.1";

/**
 * Installs what it can. Returns the drivers whose clients can be had here, so that one which is absent afterwards is a
 * fault, and in one line each what was skipped.
 */
export async function installSystem(lab) {
  const [debian, pip] = await Promise.all([installDebian(), installPip(lab)]);
  const skipped = [debian.skipped, pip.skipped].filter((line) => line !== undefined);
  const due = debian.possible ? Object.keys(DEBIAN).filter((name) => name !== "tests") : [];
  if (pip.possible) due.push("pip");
  // Cargo comes with a toolchain of its own; where the machine has one it should run.
  if (
    (await run("cargo", ["--version"], "ignore")) ||
    (await run("rustup", ["--version"], "ignore"))
  ) {
    due.push("cargo");
  } else skipped.push("cargo: no Rust toolchain on this machine.");
  return { due, skipped };
}

async function installDebian() {
  const wanted = [...new Set(Object.values(DEBIAN).flat())];
  const missing = wanted.filter((name) => !installed(name));
  if (missing.length === 0) return { possible: true };
  const names = missing.join(" ");
  if (!(await run("apt-get", ["--version"], "ignore"))) {
    return { possible: false, skipped: `Not a Debian system; nobody installed: ${names}.` };
  }
  if (process.getuid?.() !== 0) {
    return { possible: false, skipped: `Only root can do this: apt-get install ${names}` };
  }
  process.stderr.write(`Installing ${names}\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = ["install", "-y", "-q", "--no-install-recommends", ...missing];
  if (await run("apt-get", options, 2, { env })) return { possible: true };
  // The lists of packages may be old, or not there yet.
  return (await run("apt-get", ["update", "-q"], 2, { env })) &&
    (await run("apt-get", options, 2, { env }))
    ? { possible: true }
    : { possible: true, skipped: `apt-get could not install ${names}.` };
}

function installed(name) {
  const { status, stdout } = spawnSync("dpkg-query", ["-W", "-f", "${db:Status-Status}", name], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  return status === 0 && stdout === "installed";
}

async function installPip(lab) {
  let python;
  for (const name of ["python3", "/usr/bin/python3"]) {
    if (await run(name, ["-c", "import ensurepip, venv"], "ignore")) python ??= name;
  }
  if (python === undefined) {
    return { possible: false, skipped: "pip: no Python that can make virtual environments." };
  }
  for (const set of ["current", "older"]) {
    const folder = join(lab, "pip", set);
    if (!existsSync(join(folder, "bin", "pip"))) {
      process.stderr.write(`Making a virtual environment for pip (${set})\n`);
      if (!(await run(python, ["-m", "venv", folder], 2))) {
        rmSync(folder, { recursive: true, force: true });
        return { possible: true, skipped: "pip: the virtual environment could not be made." };
      }
      const update = ["install", "-q", "--disable-pip-version-check", "--retries=0", PIP];
      if (set === "current" && !(await run(join(folder, "bin", "pip"), update, "ignore"))) {
        process.stderr.write(`${PIP} is not to be had here; pip stays as Python brought it.\n`);
      }
    }
    const bin = join(lab, set, "bin");
    mkdirSync(bin, { recursive: true });
    rmSync(join(bin, "pip"), { force: true });
    symlinkSync(join(folder, "bin", "pip"), join(bin, "pip"));
  }
  return { possible: true };
}

/** Does the program end well? What it prints goes to the file descriptor, or nowhere. */
export function run(program, args, output, options = {}) {
  const child = spawn(program, args, { stdio: ["ignore", output, output], ...options });
  return new Promise((resolve) => {
    child.on("error", () => resolve(false));
    child.on("close", (status) => resolve(status === 0));
  });
}
