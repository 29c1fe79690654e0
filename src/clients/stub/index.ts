import { npmProtocol } from "./npm/protocol.ts";
import type { StubProtocol } from "./world.ts";

/** Every protocol that a driver may name. */
export const PROTOCOLS: readonly StubProtocol[] = [npmProtocol];

export function findProtocol(id: string): StubProtocol {
  const found = PROTOCOLS.find((protocol) => protocol.id === id);
  if (!found) throw new Error(`no stub registry speaks "${id}"`);
  return found;
}
