import type { ActiveProtocol } from "../../../core/active.ts";
import { anonymous } from "./anonymous.ts";
import { guessing } from "./guessing.ts";
import { immutability } from "./immutability.ts";
import { lookAlikes } from "./look-alikes.ts";
import { referrers } from "./referrers.ts";
import { byHand, undo } from "./undo.ts";

/**
 * What a staging instance of the OCI distribution protocol enforces. The protocol knows no accounts, so there is no
 * second one to try things with: some facts only tell what may be done without any.
 */
export const OCI_ACTIVE: ActiveProtocol = {
  id: "oci",
  alive: {
    request: { method: "GET", path: "/v2/" },
    is: (result) => result.ok && result.status < 500,
  },
  userAgent: "{agent}",
  probes: [anonymous, immutability, lookAlikes, referrers, guessing],
  // The first upload makes the repository, whatever becomes of the manifest.
  ghosts: ["repository"],
  undo,
  byHand,
};
