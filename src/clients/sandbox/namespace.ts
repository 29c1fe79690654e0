import { type ChildProcess, spawn } from "node:child_process";
import { access } from "node:fs/promises";
import { findPrograms } from "./programs.ts";

/** A network of its own, with nothing but loopback in it. */
export interface Namespace {
  /** Put before a command, it runs that command inside. */
  enter: readonly string[];
  /** Port on the namespace's 127.0.0.1 that leads to the stub registry's socket. */
  port: number;
  close(): void;
}

/**
 * Runs inside the namespace: brings loopback up and carries connections to the stub registry, which listens on a Unix
 * socket outside. A path is not bound to a network, so this is the only way out, and it leads to the stub alone.
 * It is text because it must run under plain node, from the sources and from the bundle alike.
 */
const HOLDER = `
const { spawnSync } = require("node:child_process");
const net = require("node:net");
const [socket, ip] = process.argv.slice(1);
const up = ip.endsWith("ip") ? ["link", "set", "lo", "up"] : ["lo", "up"];
const done = spawnSync(ip, up, { stdio: "ignore" });
if (done.status !== 0) process.exit(3);
const server = net.createServer({ allowHalfOpen: true }, (inside) => {
  const outside = net.connect({ path: socket, allowHalfOpen: true });
  inside.pipe(outside).pipe(inside);
  for (const end of [inside, outside]) end.on("error", () => { inside.destroy(); outside.destroy(); });
});
server.listen(0, "127.0.0.1", () => process.stdout.write(server.address().port + "\\n"));
process.stdin.on("end", () => process.exit(0)).on("error", () => process.exit(0)).resume();
`;

const STEP_LIMIT_MS = 5000;

/** Opens a namespace in front of a Unix socket, or says in one line why that is not possible here. */
export async function openNamespace(
  socket: string,
  path: string = process.env["PATH"] ?? "",
): Promise<Namespace | { why: string }> {
  if (process.platform !== "linux") return { why: `${process.platform} has no network namespaces` };
  const search = `${path}:/usr/sbin:/sbin:/usr/bin:/bin`;
  const [unshare] = await findPrograms("unshare", search);
  const [nsenter] = await findPrograms("nsenter", search);
  const [ip] = [...(await findPrograms("ip", search)), ...(await findPrograms("ifconfig", search))];
  if (!unshare || !nsenter || !ip) {
    return { why: "needs the programs unshare, nsenter, and ip or ifconfig" };
  }
  const root = process.getuid?.() === 0;
  // A user namespace is what lets an ordinary user make the network namespace; root may go without.
  const kinds = root ? [["-n"], ["-r", "-n"]] : [["-r", "-n"]];
  let why = "unshare was refused";
  for (const flags of kinds) {
    const opened = await open(unshare, nsenter, ip, flags, socket);
    if (!("why" in opened)) return opened;
    why = opened.why;
  }
  return { why };
}

async function open(
  unshare: string,
  nsenter: string,
  ip: string,
  flags: readonly string[],
  socket: string,
): Promise<Namespace | { why: string }> {
  const args = [...flags, "--", process.execPath, "-e", HOLDER, socket, ip];
  const holder = spawn(unshare, args, { stdio: ["pipe", "pipe", "pipe"], env: {} });
  // Without these, a holder that dies early would be an unhandled error.
  holder.on("error", () => {});
  holder.stdin.on("error", () => {});
  const port = await firstLine(holder);
  if (typeof port !== "number") {
    holder.kill("SIGKILL");
    return port;
  }
  holder.unref();
  const pid = String(holder.pid);
  const enter = flags.includes("-r")
    ? [nsenter, "--preserve-credentials", "-U", "-n", "-t", pid, "--"]
    : [nsenter, "-n", "-t", pid, "--"];
  const close = (): void => {
    holder.kill("SIGKILL");
  };
  if (!(await canEnter(enter))) {
    close();
    return { why: "nsenter was refused" };
  }
  return { enter, port, close };
}

function firstLine(holder: ChildProcess): Promise<number | { why: string }> {
  return new Promise((resolve) => {
    let said = "";
    let complaint = "";
    const timer = setTimeout(
      () => resolve({ why: "no network namespace within 5 s" }),
      STEP_LIMIT_MS,
    );
    const settle = (value: number | { why: string }): void => {
      clearTimeout(timer);
      resolve(value);
    };
    holder.stdout?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const line = /^(\d+)\n/.exec(said);
      if (line) settle(Number(line[1]));
    });
    holder.stderr?.on("data", (chunk: Buffer) => {
      complaint = (complaint + chunk.toString()).slice(0, 200);
    });
    holder.on("error", (error) => settle({ why: error.message }));
    holder.on("exit", (code) => {
      const why = code === 3 ? "loopback could not be brought up" : complaint.trim().split("\n")[0];
      settle({ why: why || "unshare was refused" });
    });
  });
}

/** Is the namespace ours to enter, and is it really another one? */
async function canEnter(enter: readonly string[]): Promise<boolean> {
  const [file, ...args] = enter;
  if (file === undefined) return false;
  try {
    await access("/proc/self/ns/net");
  } catch {
    return false;
  }
  return new Promise((resolve) => {
    const script =
      "process.exit(Object.values(require('os').networkInterfaces()).flat().every(i=>i.internal)?0:1)";
    const child = spawn(file, [...args, process.execPath, "-e", script], {
      stdio: "ignore",
      env: {},
      timeout: STEP_LIMIT_MS,
    });
    child.on("error", () => resolve(false));
    child.on("exit", (code) => resolve(code === 0));
  });
}
