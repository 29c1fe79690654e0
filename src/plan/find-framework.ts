import { frameworks } from "../../checks/catalogue.gen.ts";
import { AssayError } from "../core/errors.ts";
import type { Framework } from "../core/framework.ts";

/** A bundled framework by `id@version`, `version` or `id`; without a name, the newest. */
export function findFramework(name: string | undefined): Framework {
  const matching = frameworks.filter(
    ({ id, version }) =>
      name === undefined || name === `${id}@${version}` || name === version || name === id,
  );
  const newest = matching.at(-1);
  if (newest) return newest;
  const known = frameworks.map(({ id, version }) => `${id}@${version}`).join(", ");
  throw new AssayError("usage", `There is no framework ${JSON.stringify(name)}.`, {
    hint: `Known: ${known}.`,
  });
}
