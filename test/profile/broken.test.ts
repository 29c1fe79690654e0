import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadProfileText } from "../../src/profile/load.ts";
import type { Problem } from "../../src/profile/problem.ts";
import { context, FIXTURES } from "./context.ts";

/** Every problem of every file in fixtures/profiles/broken, as `line:column message | hint`. */
const EXPECTED: Record<string, string[]> = {
  "claims.yaml": [
    '5:3 Unknown capability "authentication/totp-mfx" | Did you mean authentication/totp-mfa?',
    '7:3 "totp-mfa" is not the id of a capability | Did you mean authentication/totp-mfa?',
    "9:13 Not a valid status | Did you mean met?",
    '10:3 The field "reason" is missing where the status is partial | Add one line that says why, as "reason: …".',
    '14:17 general/malware-reporting has no criterion "iu" | Did you mean ui?',
    "17:15 Not a valid phrase | One to eight words, copied from the page, that it must still contain.",
    '20:20 general/malware-reporting has no criterion "apii" | Did you mean api?',
    '21:3 "cli/sbom-generation" must be a group of fields, not empty | What is declared for one capability.',
  ],
  "comment.json": [
    "2:23 Not valid JSON | JSON has no comments and no trailing commas, and its strings are in double quotes. A .yaml file may hold them.",
    '3:54 Unresolved plain scalar "npm" | undefined',
  ],
  "dates.yaml": [
    "5:52 The calendar has no such day | A day that the calendar has, written YYYY-MM-DD, for example 2026-10-01.",
    "6:56 The calendar has no such day | A day that the calendar has, written YYYY-MM-DD, for example 2026-10-01.",
    "7:62 Not a valid date | A day that the calendar has, written YYYY-MM-DD, for example 2026-10-01.",
    "9:76 Not a valid date | A day that the calendar has, written YYYY-MM-DD, for example 2026-10-01.",
  ],
  "duplicate-keys.json": ['3:28 Duplicate key "id" | It stands first in line 3, column 17.'],
  "duplicate-keys.yaml": [
    '6:47 Duplicate key "status" | It stands first in line 6, column 34.',
    '7:3 Duplicate key "authentication/totp-mfa" | It stands first in line 5, column 3.',
  ],
  "empty.yaml": ["1:1 The file is empty | `assay init` writes a profile to start from."],
  "escape.yaml": [
    "2:26 Holds a line break, a control character or an invisible character | Every value is one line of visible text.",
  ],
  "list.yaml": [
    "1:1 The profile of a package registry must be a group of fields, not a list | What `assay` needs to know about one registry: what it is, how to ask it, and what its operator claims.",
  ],
  "names.yaml": [
    "4:11 Unknown client | Did you mean npm?",
    "4:23 The same item stands here twice | Remove one.",
    "5:11 Must not be empty | The name as the registry knows it, without a version and without spaces.",
    '6:1 Unknown field "sample" | Did you mean samples?',
  ],
  "registry.yaml": [
    "1:16 Must be 1 | Always 1.",
    '2:1 The field "name" is missing | The registry\'s name as people write it.',
    "3:7 Not a valid id | Lower-case letters, digits and single hyphens, for example my-registry.",
    '4:3 Unknown field "nmae" | Did you mean name?',
    '5:14 "ecosystem" must be text, not the number 5 | The type that package URLs use, for example npm, pypi, golang, cargo, gem, maven.',
    "6:12 Unknown adapter | Did you mean pypi?",
    "8:10 Not a valid web address | An address that starts with https:// or http:// and carries no user name or password.",
    '11:17 "userAccounts" must be true or false, not text | Write true or false.',
    "12:14 Not a valid kind of package | Did you mean accepts-built?",
  ],
  "secrets.yaml": [
    "5:8 A web address here must not carry a user name or password | Remove what stands before the @; secrets belong in environment variables.",
    "7:12 Not a valid name of an environment variable | The name of the variable that holds the secret, for example STAGING_TOKEN; never the secret itself.",
    '8:5 Unknown field "pasword" | Did you mean password?',
  ],
  "syntax.yaml": [
    '4:3 Unknown field "nmae" | Did you mean name?',
    "6:58 Flow sequence in block collection must be sufficiently indented and end with a ] | A bracket is not closed, or the wrong one is.",
    "6:59 Flow map in block collection must be sufficiently indented and end with a } | A bracket is not closed, or the wrong one is.",
  ],
  "tabs.yaml": [
    "3:1 Tabs are not allowed as indentation | Indent with spaces: YAML allows no tabs there.",
  ],
  "two-documents.yaml": [
    "4:1 A second document begins here | A profile is one document: remove what stands from the second `---` on.",
  ],
  "waivers.yaml": [
    '5:17 Unknown capability "cli/reachability" | Did you mean cli/reachability-analysis?',
    '9:5 The field "expires" is missing | The waiver holds up to and including this day, for example 2027-03-01.',
    '9:5 The field "owner" is missing | The person or team that answers for it.',
    '9:5 The field "reason" is missing | Why the gap is accepted, in one line.',
  ],
  "yaml-1.1.yaml": ["1:1 YAML 1.1 is asked for | Remove the %YAML line: profiles are YAML 1.2."],
  "yaml-features.yaml": [
    "4:19 Tags are not allowed: tag:yaml.org,2002:set | Remove the tag: values need none.",
    '5:10 "clients" must be a list, not empty | Drivers for the cli track. The first is the official client and decides.',
    "5:10 The alias *nowhere has no anchor before it | Set &nowhere first.",
    "7:3 Merge keys are not supported | Write the fields out, or use an alias as a value.",
    '8:3 The key "__proto__" is not allowed | Remove it.',
    '9:3 The key "constructor" is not allowed | Remove it.',
    "10:5 This key is not a plain word | Keys are names of fields or ids.",
  ],
};

function told({ severity, line, column, message, hint }: Problem): string {
  const mark = severity === "warning" ? "warning " : "";
  return `${mark}${line}:${column} ${message} | ${hint}`;
}

describe("broken profiles", () => {
  test("each fixture is in the table", () => {
    expect(readdirSync(`${FIXTURES}broken`).sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  test.each(Object.entries(EXPECTED))("%s", async (file, expected) => {
    const source = readFileSync(`${FIXTURES}broken/${file}`, "utf8");
    const result = await loadProfileText(source, file, context);
    expect(result.problems.map(told)).toEqual(expected);
    expect(result.ok).toBe(false);
  });
});
