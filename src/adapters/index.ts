import type { Adapter } from "../core/adapter.ts";
import { go } from "./go/index.ts";
import { npm } from "./npm/index.ts";
import { oci } from "./oci/index.ts";
import { pypi } from "./pypi/index.ts";

/** Every built-in adapter. A test holds this list against the folders beside it. */
export const ADAPTERS: readonly Adapter[] = [npm, pypi, go, oci];
