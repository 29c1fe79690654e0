/** Milliseconds that this process worked so far, all its threads together: other work on the machine does not count. */
export function workedMs(since = 0): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000 - since;
}
