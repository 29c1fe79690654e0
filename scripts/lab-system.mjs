// Clients that do not come from npm: Debian's packages, and pip in virtual environments of its own.
import { spawnSync } from "node:child_process";
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
export function installSystem(lab) {
  const debian = installDebian();
  const pip = installPip(lab);
  const skipped = [debian.skipped, pip.skipped].filter((line) => line !== undefined);
  const due = debian.possible ? Object.keys(DEBIAN).filter((name) => name !== "tests") : [];
  if (pip.possible) due.push("pip");
  // Cargo comes with a toolchain of its own; where the machine has one it should run.
  if (run("cargo", ["--version"], "ignore") || run("rustup", ["--version"], "ignore")) {
    due.push("cargo");
  } else skipped.push("cargo: no Rust toolchain on this machine.");
  return { due, skipped };
}

function installDebian() {
  const wanted = [...new Set(Object.values(DEBIAN).flat())];
  const missing = wanted.filter((name) => !installed(name));
  if (missing.length === 0) return { possible: true };
  const names = missing.join(" ");
  if (!run("apt-get", ["--version"], "ignore")) {
    return { possible: false, skipped: `Not a Debian system; nobody installed: ${names}.` };
  }
  if (process.getuid?.() !== 0) {
    return { possible: false, skipped: `Only root can do this: apt-get install ${names}` };
  }
  process.stderr.write(`Installing ${names}\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = ["install", "-y", "-q", "--no-install-recommends", ...missing];
  if (run("apt-get", options, 2, env)) return { possible: true };
  // The lists of packages may be old, or not there yet.
  return run("apt-get", ["update", "-q"], 2, env) && run("apt-get", options, 2, env)
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

function installPip(lab) {
  const python = ["python3", "/usr/bin/python3"].find((name) =>
    run(name, ["-c", "import ensurepip, venv"], "ignore"),
  );
  if (python === undefined) {
    return { possible: false, skipped: "pip: no Python that can make virtual environments." };
  }
  for (const set of ["current", "older"]) {
    const folder = join(lab, "pip", set);
    if (!existsSync(join(folder, "bin", "pip"))) {
      process.stderr.write(`Making a virtual environment for pip (${set})\n`);
      if (!run(python, ["-m", "venv", folder], 2)) {
        rmSync(folder, { recursive: true, force: true });
        return { possible: true, skipped: "pip: the virtual environment could not be made." };
      }
      const update = ["install", "-q", "--disable-pip-version-check", "--retries=0", PIP];
      if (set === "current" && !run(join(folder, "bin", "pip"), update, "ignore")) {
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

function run(program, args, output, env = process.env) {
  const { status } = spawnSync(program, args, { stdio: ["ignore", output, output], env });
  return status === 0;
}
