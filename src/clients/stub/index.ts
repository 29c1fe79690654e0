import { cargoProtocol } from "./cargo/protocol.ts";
import { composerProtocol } from "./composer/protocol.ts";
import { goProtocol } from "./go/protocol.ts";
import { mavenProtocol } from "./maven/protocol.ts";
import { npmProtocol } from "./npm/protocol.ts";
import { pypiProtocol } from "./pypi/protocol.ts";
import { rubygemsProtocol } from "./rubygems/protocol.ts";
import type { StubProtocol } from "./world.ts";

/** Every protocol that a driver may name. */
export const PROTOCOLS: readonly StubProtocol[] = [
  npmProtocol,
  pypiProtocol,
  cargoProtocol,
  goProtocol,
  composerProtocol,
  rubygemsProtocol,
  mavenProtocol,
];

export function findProtocol(id: string): StubProtocol {
  const found = PROTOCOLS.find((protocol) => protocol.id === id);
  if (!found) throw new Error(`no stub registry speaks "${id}"`);
  return found;
}
