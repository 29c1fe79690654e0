import { createHash } from "node:crypto";
import {
  startStubServer,
  type StubAnswer,
  type StubRequest,
  type StubServer,
} from "../../support/stub-server.ts";

/** A small distribution registry of ours, for what docker-registry does not do. Everything is in memory. */
export interface Switches {
  /** How it wants to be asked; `none`: anybody may do everything. */
  door: "none" | "basic" | "bearer";
  /** How it refuses to move a tag; null: it moves. */
  immutable: StubAnswer | null;
  /** How it refuses to delete; null: it deletes. */
  undeletable: StubAnswer | null;
  referrers: "absent" | "listed" | "empty" | "broken";
  /** Names it finds too similar to another one. */
  similar: RegExp | null;
  /** Wrong passwords after which it answers 429. */
  limit: number | null;
  /** Answer to every PUT of a manifest. */
  fault: number | null;
}

export const USER: { username: string; password: string } = {
  username: "auditor",
  password: "Right-Horse-9",
};

const PLAIN: Switches = {
  door: "none",
  immutable: null,
  undeletable: null,
  referrers: "absent",
  similar: null,
  limit: null,
  fault: null,
};

export interface StubRegistry extends StubServer {
  /** `NAME TAG` of what is there. */
  tags(): string[];
}

export async function startStubRegistry(switches: Partial<Switches> = {}): Promise<StubRegistry> {
  const state: State = {
    switches: { ...PLAIN, ...switches },
    manifests: new Map(),
    tags: new Map(),
    wrong: 0,
    url: "",
  };
  const handle = (request: StubRequest): StubAnswer => answer(state, request);
  const methods = ["GET", "POST", "PUT", "DELETE"];
  const server = await startStubServer(
    Object.fromEntries(methods.map((method) => [`${method} /*`, handle])),
  );
  state.url = server.url;
  return { ...server, tags: () => [...state.tags.keys()].sort() };
}

interface State {
  switches: Switches;
  /** By `NAME DIGEST`. */
  manifests: Map<string, string>;
  /** Digests by `NAME TAG`. */
  tags: Map<string, string>;
  wrong: number;
  url: string;
}

function error(status: number, code: string, headers: Record<string, string> = {}): StubAnswer {
  return { status, headers, json: { errors: [{ code, message: code.toLowerCase() }] } };
}

function answer(state: State, request: StubRequest): StubAnswer {
  const { pathname } = new URL(request.path, state.url);
  if (pathname === "/token") return tokenFor(state, request);
  const refusal = refuse(state, request);
  if (refusal) return refusal;
  if (pathname === "/v2/")
    return { headers: { "docker-distribution-api-version": "registry/2.0" }, json: {} };
  const [, name = "", kind = "", reference = ""] =
    /^\/v2\/(.+?)\/(manifests|blobs|tags|referrers)\/(.*)$/.exec(pathname) ?? [];
  if (kind === "blobs") return blobs(state, request, name);
  if (kind === "manifests") return manifests(state, request, name, reference);
  if (kind === "tags") return tagList(state, name);
  if (kind === "referrers") return referrersOf(state, name, reference);
  return { status: 404, text: "404 page not found" };
}

/** Basic at the door itself, or a token that was handed out for the right password. */
function refuse(state: State, { headers }: StubRequest): StubAnswer | null {
  const { switches, url } = state;
  const { door } = switches;
  const sent = String(headers["authorization"] ?? "");
  if (door === "none" || (door === "bearer" && sent === "Bearer full")) return null;
  if (door === "basic" && switches.limit !== null && state.wrong >= switches.limit)
    return { status: 429, headers: { "retry-after": "60" }, json: {} };
  if (door === "basic" && sent === basic(USER)) return null;
  if (sent !== "") state.wrong++;
  const challenge =
    door === "basic"
      ? 'Basic realm="registry.example"'
      : `Bearer realm="${url}/token",service="registry.example"`;
  return error(401, "UNAUTHORIZED", { "www-authenticate": challenge });
}

function basic({ username, password }: typeof USER): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

function tokenFor({ switches }: State, { headers }: StubRequest): StubAnswer {
  if (switches.door !== "bearer") return { status: 404, json: {} };
  const sent = headers["authorization"];
  if (sent === undefined) return { json: { token: "pull" } };
  return sent === basic(USER) ? { json: { access_token: "full" } } : error(401, "UNAUTHORIZED");
}

function blobs(state: State, { method }: StubRequest, name: string): StubAnswer {
  if (method === "POST")
    return { status: 202, headers: { location: `${state.url}/v2/${name}/blobs/uploads/1` } };
  return { status: method === "PUT" ? 201 : 202 };
}

function manifests(
  state: State,
  { method, body }: StubRequest,
  name: string,
  reference: string,
): StubAnswer {
  const { switches } = state;
  const digest = reference.includes(":") ? reference : state.tags.get(`${name} ${reference}`);
  if (method === "PUT") return putManifest(state, name, reference, body);
  if (digest === undefined || !state.manifests.has(`${name} ${digest}`))
    return error(404, "MANIFEST_UNKNOWN");
  if (method === "GET")
    return {
      headers: { "docker-content-digest": digest, "content-type": "application/json" },
      text: state.manifests.get(`${name} ${digest}`) ?? "",
    };
  if (switches.undeletable) return switches.undeletable;
  state.manifests.delete(`${name} ${digest}`);
  for (const [tag, behind] of state.tags) if (behind === digest) state.tags.delete(tag);
  return { status: 202 };
}

function putManifest(state: State, name: string, reference: string, body: string): StubAnswer {
  const { fault, immutable, similar } = state.switches;
  if (fault !== null) return { status: fault, json: {} };
  if (similar?.test(name) === true)
    return { status: 400, json: { errors: [{ code: "DENIED", message: "name is too similar" }] } };
  const digest = `sha256:${createHash("sha256").update(body).digest("hex")}`;
  const tag = `${name} ${reference}`;
  const behind = state.tags.get(tag);
  if (immutable && behind !== undefined && behind !== digest) return immutable;
  state.manifests.set(`${name} ${digest}`, body);
  if (!reference.includes(":")) state.tags.set(tag, digest);
  return { status: 201, headers: { "docker-content-digest": digest } };
}

function tagList(state: State, name: string): StubAnswer {
  const known = [...state.manifests.keys()].some((key) => key.startsWith(`${name} `));
  return known ? { json: { name, tags: [] } } : error(404, "NAME_UNKNOWN");
}

function referrersOf(state: State, name: string, subject: string): StubAnswer {
  const { referrers } = state.switches;
  if (referrers === "absent") return { status: 404, text: "404 page not found" };
  if (referrers === "broken") return { status: 500, json: {} };
  const listed = [...state.manifests]
    .filter(([key, text]) => key.startsWith(`${name} `) && text.includes(`"subject"`))
    .filter(([, text]) => text.includes(subject))
    .map(([key, text]) => {
      const { annotations } = JSON.parse(text) as { annotations: unknown };
      return { digest: key.split(" ")[1], size: text.length, annotations };
    });
  return { json: { schemaVersion: 2, manifests: referrers === "listed" ? listed : [] } };
}
