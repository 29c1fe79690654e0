import { type Fixture, type Fixtures, fixturesOf } from "../fixture.ts";
import { markerText } from "../world.ts";
import { zip } from "../zip.ts";

/** A host of its own, reserved for tests: a module path begins with one. */
export const HOST = "example.test";

// `Bad` must not be inlined away: binaries are searched for its symbol.
const SOURCE = `package victim

//go:noinline
func Bad(code string) string { return code }

func Good() string { return "good" }
`;

const PARENT = `package parent

import "${HOST}/victim"

func Good() string { return victim.Good() }
`;

export function goMod(name: Fixture["name"]): string {
  const requires = name === "parent" ? `\nrequire ${HOST}/victim v1.0.0\n` : "";
  return `module ${HOST}/${name}\n\ngo 1.17\n${requires}`;
}

/** https://go.dev/ref/mod#zip-files */
export const GO_FIXTURES: Fixtures = fixturesOf((name, version, build) => {
  const folder = `${HOST}/${name}@v${version}`;
  return zip({
    [`${folder}/go.mod`]: goMod(name),
    [`${folder}/${name}.go`]: name === "victim" ? SOURCE : PARENT,
    ...(name === "victim" ? { [`${folder}/marker.txt`]: markerText(version, build) } : {}),
  });
});
