import type { ActiveProtocol, LeftBehind, Resource, Undone } from "../core/active.ts";
import { sleep } from "../http/pacing.ts";
import type { Session } from "./context.ts";
import { undoContext } from "./context.ts";

/** Which of a run's things are still to be taken away, newest first. */
export function stillThere(
  session: Session,
  protocol: ActiveProtocol,
  which: (resource: Resource) => boolean = () => true,
): Resource[] {
  return [...session.resources.values()]
    .filter((resource) => {
      if (session.gone.has(resource.id) || !which(resource)) return false;
      const creation = session.creations.get(resource.id);
      return creation !== "refused" || protocol.ghosts.includes(resource.kind);
    })
    .reverse();
}

/** Time for a server to end what it began, when we broke off before it answered: on Ctrl-C, say. */
const SETTLE_MS = 2000;

/** Takes things away, each as its owner, and writes down what became of it. */
export async function undoAll(
  session: Session,
  protocol: ActiveProtocol,
  resources: readonly Resource[],
  by: string,
  signal: AbortSignal,
): Promise<LeftBehind[]> {
  const context = undoContext(session, by, signal);
  const left: LeftBehind[] = [];
  // What is undone before it is done comes back.
  if (resources.some(({ id }) => session.unanswered.has(id)))
    await sleep(SETTLE_MS, signal).catch(() => undefined);
  for (const resource of resources) {
    const outcome = signal.aborted
      ? ({ state: "left", why: "there was no time left" } as const)
      : await undoOne(protocol, resource, context);
    if (outcome.state === "gone") {
      session.gone.add(resource.id);
      await session.journal.write({ event: "gone", id: resource.id });
      continue;
    }
    const why = session.secrets.redact(outcome.why);
    await session.journal.write({ event: "left", id: resource.id, why });
    left.push(leftBehind(session, protocol, resource, why));
  }
  return left;
}

async function undoOne(
  protocol: ActiveProtocol,
  resource: Resource,
  context: Parameters<ActiveProtocol["undo"]>[1],
): Promise<Undone> {
  try {
    return await protocol.undo(resource, context);
  } catch (error) {
    // Whatever went wrong, the other things must go all the same.
    return { state: "left", why: error instanceof Error ? error.message : String(error) };
  }
}

export function leftBehind(
  session: Session,
  protocol: ActiveProtocol,
  resource: Resource,
  why: string,
): LeftBehind {
  const command = protocol.byHand(resource, session.target);
  return { kind: resource.kind, name: resource.name, why, command };
}
