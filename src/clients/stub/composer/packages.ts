import { type Fixtures, fixturesOf } from "../fixture.ts";
import { markerText } from "../world.ts";
import { zip } from "../zip.ts";

const SOURCE = `<?php

function bad(string $code) { return eval($code); }
function good(): string { return "good"; }
`;

export const VENDOR = "acme";

/** A dist archive, as a code host makes it: everything in one folder. */
export const COMPOSER_FIXTURES: Fixtures = fixturesOf((name, version, build) => {
  const folder = `${VENDOR}-${name}-${version}`;
  const manifest = {
    name: `${VENDOR}/${name}`,
    description: "Fixture of assay",
    license: "MIT",
    ...(name === "parent" ? { require: { [`${VENDOR}/victim`]: "^1.0.0" } } : {}),
  };
  return zip({
    [`${folder}/composer.json`]: `${JSON.stringify(manifest, null, 4)}\n`,
    [`${folder}/src/${name}.php`]: name === "victim" ? SOURCE : "<?php\n",
    ...(name === "victim" ? { [`${folder}/marker.txt`]: markerText(version, build) } : {}),
  });
});
