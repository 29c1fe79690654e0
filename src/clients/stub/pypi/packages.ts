import { createHash } from "node:crypto";
import { type Fixture, type Fixtures, fixturesOf } from "../fixture.ts";
import { markerText } from "../world.ts";
import { zip } from "../zip.ts";

const SOURCE = 'def bad(code):\n    return eval(code)\n\n\ndef good():\n    return "good"\n';

/** https://packaging.python.org/en/latest/specifications/binary-distribution-format/ */
export const PYPI_FIXTURES: Fixtures = fixturesOf((name, version, build) => {
  const info = `${name}-${version}.dist-info`;
  const requires = name === "parent" ? "Requires-Dist: victim<2,>=1.0.0\n" : "";
  const files: Record<string, string> = {
    [`${name}/__init__.py`]: name === "victim" ? SOURCE : "import victim\n",
    ...(name === "victim" ? { [`${name}/marker.txt`]: markerText(version, build) } : {}),
    [`${info}/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n${requires}`,
    [`${info}/WHEEL`]:
      "Wheel-Version: 1.0\nGenerator: assay\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
  };
  const record = Object.entries(files).map(([path, text]) => {
    const digest = createHash("sha256").update(text).digest("base64url");
    return `${path},sha256=${digest},${Buffer.byteLength(text)}\n`;
  });
  return zip({ ...files, [`${info}/RECORD`]: `${record.join("")}${info}/RECORD,,\n` });
});

export function wheelName({ name, version }: Pick<Fixture, "name" | "version">): string {
  return `${name}-${version}-py3-none-any.whl`;
}
