/**
 * Among the commonest passwords of every published breach corpus, sorted by the rules they satisfy: a server that asks
 * for a digit refuses `iloveyou` for its lack of one, which says nothing about leaks.
 */
export const LEAKED: readonly { shape: Shape; passwords: readonly [string, string] }[] = [
  { shape: { length: 8, classes: "lower" }, passwords: ["password", "iloveyou"] },
  { shape: { length: 9, classes: "lower digit" }, passwords: ["password1", "qwerty123"] },
  { shape: { length: 9, classes: "upper lower digit" }, passwords: ["Password1", "Qwerty123"] },
  {
    shape: { length: 10, classes: "upper lower digit symbol" },
    passwords: ["Password1!", "P@ssw0rd1!"],
  },
  {
    shape: { length: 13, classes: "upper lower digit symbol" },
    passwords: ["Password1234!", "Password@1234"],
  },
];

/** What rules about length and characters can see of a password. */
export interface Shape {
  length: number;
  classes: "lower" | "lower digit" | "upper lower digit" | "upper lower digit symbol";
}

/** Known to everybody, so never worth redacting. */
export const PUBLIC_PASSWORDS: ReadonlySet<string> = new Set(
  LEAKED.flatMap(({ passwords }) => passwords),
);

export function shapeName({ length, classes }: Shape): string {
  return `${length} characters (${classes.split(" ").join(", ")})`;
}

/** A password of this shape made from a derived one, so that it can be derived again. */
export function shaped(derived: string, { length, classes }: Shape): string {
  const letters = [...Buffer.from(derived)].map((byte) => "bcdfghjkmnpqrstvwxz"[byte % 19]);
  const word = [...letters, ...letters, ...letters].slice(4, 4 + length);
  if (classes.includes("digit")) word[length - 2] = "7";
  if (classes.includes("upper")) word[0] = (word[0] ?? "b").toUpperCase();
  if (classes.includes("symbol")) word[length - 1] = "!";
  return word.join("");
}
