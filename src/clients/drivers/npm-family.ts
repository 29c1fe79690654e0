import type { Files, Place, Shape } from "../../core/driver.ts";

export { pick, plainVersion } from "./text.ts";

/** What the clients of npm packages have in common: the project, and where a package lies once installed. */

const SOURCES: Readonly<Partial<Record<Shape, string>>> = {
  calls: 'require("victim").bad("1");\n',
  depends: 'require("victim").good();\n',
};

/** A project as every npm-family client reads it. */
export function npmProject(shape: Shape, more: Record<string, unknown> = {}): Files {
  const manifest = {
    name: "app",
    version: "1.0.0",
    private: true,
    license: "MIT",
    dependencies: shape === "transitive" ? { parent: "1.0.0" } : { victim: "^1.0.0" },
    ...more,
  };
  const source = SOURCES[shape];
  return {
    "package.json": `${JSON.stringify(manifest, null, 2)}\n`,
    ...(source === undefined ? {} : { "index.js": source }),
  };
}

export function npmMarkers(place: Place): readonly string[] {
  return [`${place.project}/node_modules/victim/marker.txt`];
}
