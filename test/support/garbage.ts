import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");

/** Collects now what would be collected some time. https://nodejs.org/docs/latest-v20.x/api/v8.html */
export const collectGarbage = runInNewContext("gc") as () => void;
