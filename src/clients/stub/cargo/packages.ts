import { type Fixtures, fixturesOf } from "../fixture.ts";
import { tarGz } from "../tar.ts";
import { markerText } from "../world.ts";

const SOURCE = 'pub fn bad(_code: &str) {}\npub fn good() -> &\'static str {\n    "good"\n}\n';

/** What `cargo package` writes: https://doc.rust-lang.org/cargo/reference/registry-web-api.html#publish */
export const CARGO_FIXTURES: Fixtures = fixturesOf((name, version, build) => {
  const folder = `${name}-${version}`;
  const dependencies = name === "parent" ? '\n[dependencies]\nvictim = "1.0.0"\n' : "";
  return tarGz({
    [`${folder}/Cargo.toml`]: `[package]\nname = "${name}"\nversion = "${version}"\nedition = "2021"\n${dependencies}`,
    [`${folder}/src/lib.rs`]: name === "victim" ? SOURCE : "pub use victim::good;\n",
    ...(name === "victim" ? { [`${folder}/marker.txt`]: markerText(version, build) } : {}),
  });
});
