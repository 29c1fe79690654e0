import { expect, it } from "vitest";
import { checks } from "../../checks/index.gen.ts";
import { ADAPTERS } from "../../src/adapters/index.ts";

/** What `assay list adapters` and the README's table promise has to come from somewhere. */
it.each(
  ADAPTERS.flatMap((adapter) => Object.keys(adapter.observes).map((id) => ({ adapter, id }))),
)("$adapter.id sees something of $id", ({ adapter, id }) => {
  const read = checks
    .filter((check) => check.id === id)
    .flatMap((check) => Object.keys(check.observe));
  expect(read.filter((key) => Object.hasOwn(adapter.probes, key))).not.toEqual([]);
});
