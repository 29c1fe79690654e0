/** The part of `@pnpm/npm-conf` that is used; the package has no types of its own. */
declare module "@pnpm/npm-conf" {
  export default function npmConf(): {
    config: { get(key: string): unknown; root?: unknown };
    /** Files that could not be read, and why. */
    warnings: string[];
  };
}
