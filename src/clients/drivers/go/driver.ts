import type { Driver, Shape } from "../../../core/driver.ts";
import { pick } from "../text.ts";

/** https://go.dev/ref/mod and https://go.dev/doc/security/vuln/, run with go 1.19 and with govulncheck of early 2023 and 1.0.4. */
export const go: Driver = {
  id: "go",
  title: "Go",
  ecosystem: "golang",
  protocol: "go",
  executables: ["go"],
  // govulncheck asks the go command about the project.
  tools: ["go"],
  detect: {
    args: ["version"],
    version: (output) => /^go version go(\d+\.\d+\S*)/m.exec(output)?.[1] ?? null,
  },
  companions: [
    {
      tool: "govulncheck",
      title: "govulncheck",
      by: "ecosystem",
      detect: { args: ["-version"], version: govulncheckVersion },
    },
  ],

  env: (place) => ({
    GOENV: "off",
    GOPROXY: place.registry,
    // The checksum database knows the modules of the world, not those of a stub.
    GOSUMDB: "off",
    GOPRIVATE: "",
    GONOSUMDB: "",
    GONOPROXY: "",
    // Without it nobody can delete the cache.
    GOFLAGS: "-modcacherw",
    GOTOOLCHAIN: "local",
    GOTELEMETRY: "off",
    GOWORK: "off",
    GO111MODULE: "on",
    CGO_ENABLED: "0",
    GOPATH: `${place.home}/go`,
    GOMODCACHE: `${place.cache}/mod`,
    GOCACHE: `${place.cache}/build`,
    GOVULNDB: `${place.registry}/vulndb`,
  }),
  files: (_place, shape) => ({
    "go.mod": "module app.test/app\n\ngo 1.17\n",
    "main.go": main(shape),
  }),
  lockFiles: ["go.mod", "go.sum"],
  lockedVersion: (files) => pick(files, "go.mod", /\bexample\.test\/victim v(\d+\.\d+\.\d+)/),
  markers: (place) => [`${place.cache}/mod/example.test/victim@*/marker.txt`],

  lock: () => [{ args: ["mod", "tidy"] }],
  installFromLock: () => [{ args: ["mod", "download"] }],
  install: () => [{ args: ["get", "example.test/victim"] }],
  integrityError: /checksum mismatch|SECURITY ERROR/,
  sbom: () => [{ format: "cyclonedx", command: { args: ["sbom"] } }],
  fix: { commands: () => [{ args: ["get", "-u", "./..."] }] },
  reachability: {
    commands: (place, companions) => [
      {
        tool: "govulncheck",
        args:
          companions["govulncheck"] === EARLY
            ? ["./..."]
            : ["-db", `${place.registry}/vulndb`, "./..."],
      },
    ],
    reported({ exit, stdout }) {
      if (exit === 3) return true;
      return exit === 0 && /No vulnerabilities found|affected by 0 vulnerabilities/.test(stdout)
        ? false
        : null;
    },
  },
};

/** What Debian 12 ships. It reads the address of its database from a variable, all later ones from `-db`. */
const EARLY = "0 (early 2023)";

/** Until 1.0 it did not know its own version and printed its options instead; built from a checkout it says 0.0.0. */
function govulncheckVersion(output: string): string | null {
  const named = /govulncheck@v(\d+\.\d+\.\d+\S*)/.exec(output)?.[1];
  if (named !== undefined) return named;
  if (!/\bgovulncheck \[flags\] /.test(output)) return null;
  return /^\s+-db\b/m.test(output) ? "0.1 to 1.0" : EARLY;
}

function main(shape: Shape): string {
  const lines: Readonly<Record<Shape, readonly [string, string]>> = {
    direct: ['import _ "example.test/victim"', ""],
    transitive: ['import _ "example.test/parent"', ""],
    calls: ['import "example.test/victim"', ' println(victim.Bad("1")) '],
    depends: ['import "example.test/victim"', " println(victim.Good()) "],
  };
  const [use, body] = lines[shape];
  return `package main\n\n${use}\n\nfunc main() {${body}}\n`;
}
