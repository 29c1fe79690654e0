import type { Driver, Files, Shape } from "../../../core/driver.ts";
import { pick, plainVersion } from "../text.ts";

const TARGET = ["--target", "site"];

/** https://pip.pypa.io/en/stable/cli/, run with pip 23.0, 23.2 and 26.2. */
export const pip: Driver = {
  id: "pip",
  title: "pip",
  ecosystem: "pypi",
  protocol: "pypi",
  executables: ["pip", "pip3"],
  tools: [],
  detect: { args: ["--version"], version: (output) => plainVersion(`${output}\n`, "pip ") },

  env: (place) => ({
    // Neither the global, the user's nor the environment's own file; one of these may name further indexes.
    PIP_CONFIG_FILE: "/dev/null",
    PIP_INDEX_URL: `${place.registry}/simple/`,
    PIP_CACHE_DIR: place.cache,
    PIP_DISABLE_PIP_VERSION_CHECK: "1",
    PIP_NO_INPUT: "1",
    PIP_RETRIES: "0",
    PIP_PROGRESS_BAR: "off",
    PIP_ROOT_USER_ACTION: "ignore",
    PIP_NO_COMPILE: "1",
    PYTHONNOUSERSITE: "1",
    // pip lies in the user's environment; nothing is written there.
    PYTHONDONTWRITEBYTECODE: "1",
  }),
  files: (_place, shape) => ({ "requirements.in": `${wanted(shape)}\n` }),
  lockFiles: ["requirements.txt"],
  lockedVersion: (files) => pick(files, "requirements.txt", /^victim==(\d+\.\d+\.\d+)/m),
  markers: (place) => [`${place.project}/site/victim/marker.txt`],

  // The pin of all versions is a requirements file with hashes; `pip lock` is new and calls itself experimental.
  lock: () => [],
  pin(_place, shape, { sha256 }): Files {
    const parent = shape === "transitive" ? "parent==1.0.0\n" : "";
    return { "requirements.txt": `${parent}victim==1.0.0 --hash=sha256:${sha256}\n` };
  },
  installFromLock: () => [
    { args: ["install", ...TARGET, "--require-hashes", "-r", "requirements.txt"] },
  ],
  install: () => [{ args: ["install", ...TARGET, "-r", "requirements.in"] }],
  integrityError: /DO NOT MATCH THE HASHES/,
  audit: () => ({ args: ["audit"] }),
  sbom: () => [{ format: "cyclonedx", command: { args: ["sbom"] } }],
  fix: { commands: () => [{ args: ["audit", "--fix"] }] },
};

function wanted(shape: Shape): string {
  return shape === "transitive" ? "parent==1.0.0" : "victim>=1.0.0,<2";
}
