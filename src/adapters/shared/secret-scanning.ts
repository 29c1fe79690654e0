import type { Probe } from "../../core/adapter.ts";
import type { Facts, Gathered } from "../../core/facts.ts";
import { absent, ask, failed, found } from "./ask.ts";

const LIST =
  "https://raw.githubusercontent.com/github/docs/main/src/secret-scanning/data/pattern-docs/fpt/public-docs.yml";
const PROGRAMME = "GitHub secret scanning";
/** The list has several hundred entries; far fewer means that it moved or changed its form. */
const FEWEST_ENTRIES = 50;

/** Is the registry's token a pattern of GitHub's secret scanning, and is the provider told of leaks? */
export const secretScanningPartner: Probe<"secretScanningPartner"> = {
  requests: [`GET ${LIST}`],
  source: "github/docs:src/secret-scanning/data/pattern-docs/fpt/public-docs.yml",
  async run(context) {
    const secretType = context.profile.listings?.githubSecretType;
    if (secretType === undefined)
      return failed("not-observable", "The profile names no secret type of a scanning programme.");
    return ask(context, LIST, (answer) => readPatternList(answer.text(), secretType), {
      accept: "text/plain",
      what: "list of secret-scanning patterns",
    }).then((result) =>
      // The list is GitHub's: that it moved says nothing about the registry.
      result.state === "absent" && !result.note.startsWith(PROGRAMME)
        ? failed("unreachable", result.note)
        : result,
    );
  },
};

/**
 * Reads the list by lines instead of as YAML: its entries are flat, and a value may be folded over lines
 * (`secretType: >-`) and name several types, separated by `, </br>`. `isPublic` marks partners that GitHub notifies.
 */
function readPatternList(
  body: string,
  secretType: string,
): Gathered<Facts["secretScanningPartner"]> | null {
  const entries = body.split(/^- /m).slice(1);
  if (entries.length < FEWEST_ENTRIES) return null;
  const listed = entries.filter((entry) => typesOf(entry).includes(secretType));
  if (listed.length === 0)
    return absent(`${PROGRAMME} lists no pattern of the type "${secretType}".`);
  const notifiesProvider = listed.some((entry) => /^ {2}isPublic: true\s*$/m.test(entry));
  return found({ programme: PROGRAMME, secretType, notifiesProvider });
}

function typesOf(entry: string): string[] {
  const value = /^ {2}secretType:(.*(?:\r?\n {4,}.*)*)/m.exec(entry)?.[1] ?? "";
  return value
    .replaceAll("</br>", " ")
    .replace(/^\s*[>|]-?/, " ")
    .split(/[\s,'"]+/)
    .filter((word) => word !== "");
}
