import type { ActiveProtocol } from "../../../core/active.ts";
import { email } from "./email.ts";
import { exchange } from "./exchange.ts";
import { guessing } from "./guessing.ts";
import { immutability } from "./immutability.ts";
import { lookAlikes } from "./look-alikes.ts";
import { malware } from "./malware.ts";
import { ownership } from "./ownership.ts";
import { passwords } from "./passwords.ts";
import { provenance } from "./provenance.ts";
import { revocation } from "./revocation.ts";
import { secondFactor } from "./second-factor.ts";
import { tokenRestrictions } from "./token-restrictions.ts";
import { tokenShape } from "./token-shape.ts";
import { byHand, undo } from "./undo.ts";

/** What a staging instance of the npm protocol enforces. */
export const NPM_ACTIVE: ActiveProtocol = {
  id: "npm",
  alive: {
    request: { method: "GET", path: "/-/ping" },
    // A proxy answers 502 for a server that is gone.
    is: (result) => result.ok && result.status < 500,
  },
  // Some servers let only npm's own client publish; the rest of it says who we are.
  userAgent: "npm/11.0.0 node/v20.0.0 {agent}",
  probes: [
    tokenShape,
    email,
    ownership,
    immutability,
    lookAlikes,
    malware,
    provenance,
    exchange,
    tokenRestrictions,
    secondFactor,
    revocation,
    passwords,
    guessing,
  ],
  ghosts: ["package"],
  undo,
  byHand,
};
