/** Longer words are no typing slips, and the distance costs their product. */
const MAX_LENGTH = 80;
const MAX_EDITS = 4;

/**
 * The candidate that was probably meant: the nearest one by edits (a swap of neighbours counts once), if at most
 * four tenths of the word would have to change. For `track/name` candidates the name alone is enough.
 */
export function suggest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length === 0 || word.length > MAX_LENGTH) return undefined;
  const wanted = fold(word);
  const known = [...candidates];
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    if (candidate.length > MAX_LENGTH || candidate === word) continue;
    const whole = fold(candidate);
    const spellings = wanted.includes("/") ? [whole] : [whole, whole.slice(whole.indexOf("/") + 1)];
    for (const spelling of spellings) {
      const edits = distance(wanted, spelling);
      const allowed = Math.min(
        MAX_EDITS,
        Math.max(1, Math.round(Math.max(wanted.length, spelling.length) * 0.4)),
      );
      if (edits <= allowed && edits < spelling.length && edits < least) {
        best = candidate;
        least = edits;
      }
    }
  }
  return best ?? onlyOneBeginningWith(wanted, known);
}

/** `cli/sbom` can only mean `cli/sbom-generation`. */
function onlyOneBeginningWith(wanted: string, candidates: readonly string[]): string | undefined {
  if (wanted.length < 3) return undefined;
  const found = candidates.filter((candidate) => {
    const whole = fold(candidate);
    return whole.startsWith(wanted) || whole.slice(whole.indexOf("/") + 1).startsWith(wanted);
  });
  return found.length === 1 ? found[0] : undefined;
}

/** `user_accounts`, `User-Accounts` and `userAccounts` are the same slip. */
function fold(word: string): string {
  return word.toLowerCase().replaceAll(/[_\s-]/g, "");
}

/** Optimal string alignment distance. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let edits = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        edits = Math.min(edits, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(edits);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
