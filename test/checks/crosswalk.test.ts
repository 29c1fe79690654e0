import { describe, expect, it } from "vitest";
import { crosswalkFrameworks, frameworks } from "../../checks/catalogue.gen.ts";
import { explainJson, explainMarkdown, explainPretty } from "../../src/report/explain.ts";
import { MAPPING_NOTE } from "../../src/gaps/standards.ts";

/**
 * The mapping as it was drawn up, a line per capability: `=` asks the same, `>` asks more, `~` is supported.
 * Changing it is a decision; this table makes it one that shows in a diff.
 */
const ROWS = `
authentication/email-verification | scvs ~4.3 | ssdf ~PS.1.1 | cra ~I.2d | sscrm ~E.3.1
authentication/account-recovery-policy | scvs ~4.3 | cra ~I.2d
authentication/totp-mfa | scvs =4.4 | cis >4.2.3 | ssdf ~PS.1.1 | s2c2f ~ING-1 | cra ~I.2d | osps >AC-01 | sscrm ~E.1.3
authentication/security-change-notifications | scvs ~4.8 | cra ~I.2d
authentication/brute-force-prevention | scvs ~4.3 | ssdf ~PO.5.1 | cra ~I.2d ~I.2j | sscrm ~E.3.1
authentication/abandoned-email-domains | cra ~I.2d
authentication/phishing-resistant-mfa | scvs ~4.4 | cis ~4.2.3 | ssdf ~PS.1.1 | cra ~I.2d | osps ~AC-01 | sscrm ~E.1.3
authentication/mfa-required-critical | scvs ~4.5 | cis ~4.2.3 | ssdf ~PS.1.1 | cra ~I.2d | osps ~AC-01 | sscrm ~E.1.3
authentication/leaked-credential-detection | scvs ~4.3 | cra ~I.2d
authentication/passwordless | scvs ~4.3 | cra ~I.2d | osps ~AC-01
authentication/mfa-required-all | scvs =4.5 | cis =4.2.3 | ssdf ~PS.1.1 | cra ~I.2d | osps =AC-01 | sscrm ~E.1.3
authentication/phishing-resistant-mfa-required-critical | scvs ~4.5 | cis ~4.2.3 | ssdf ~PS.1.1 | cra ~I.2d | sscrm ~E.1.3
authorization/package-scoped-tokens | cis ~4.2.2 | ssdf ~PS.1.1 | cra ~I.2d | osps ~AC-04 | sscrm ~E.3.3
authorization/token-prefix | cis ~1.5.1 | cra ~I.2k | osps ~BR-07
authorization/role-based-access-control | cis ~4.2.1 ~4.2.2 | ssdf ~PO.2.1 ~PS.1.1 | cra ~I.2d | osps ~AC-02 | sscrm =E.3.3
authorization/trusted-publishing | cis ~4.2.4 | ssdf ~PO.5.1 | slsa ~Threat (F) | cra ~I.2d | osps ~BR-07
authorization/secret-scanning | cis ~1.5.1 | ssdf ~RV.1.1 | cra ~I.2d ~I.2k | osps ~BR-07
authorization/build-provenance | scvs =4.10 ~6.1 | cis ~4.4.1 ~3.1.3 | ssdf ~PS.3.2 | s2c2f ~AUD-1 | slsa =Distributing provenance | cra ~I.2f | osps ~BR-06 | sscrm ~G.1.4
general/vulnerability-disclosure-policy | scvs ~4.6 | ssdf =RV.1.3 | cra ~II.5 ~II.6 ~Art. 24(1) | osps =VM-01 =VM-02 =VM-03 | sscrm ~D.1.3
general/typosquatting-prevention | cis ~4.4.2 | ssdf ~PW.4 | s2c2f ~ENF-1 | slsa ~Threat (H) | sscrm ~P.3.2
general/unpublish-policy | scvs ~4.11 | cis ~4.3.3 | ssdf ~PS.3.1 | s2c2f ~ING-4 | slsa ~Availability threats | cra ~I.2f | osps ~BR-02 | sscrm ~E.1.1
general/malware-reporting | scvs =4.6 >4.7 | ssdf ~RV.1.1 | s2c2f ~ING-3 | cra ~II.6 | osps ~VM-02
general/malware-detection | scvs ~4.17 | cis ~3.2.2 | ssdf ~RV.1.1 | s2c2f =SCA-4 | sscrm ~P.4.2
general/vulnerability-warnings-ui | scvs =4.9 ~4.8 | cis ~3.2.2 | ssdf ~RV.1.1 | s2c2f ~SCA-1 ~UPD-3 | cra ~II.4 | osps ~VM-04
general/security-reviews | ssdf ~RV.1.2 ~PW.7.2 | s2c2f ~SCA-5 | cra =II.3 | osps ~SA-03
general/transparency-log | scvs =4.11 | cis ~4.3.3 | ssdf ~PS.3.1 | slsa ~Threat (G) | cra ~I.2l
general/malware-advisories | scvs ~4.7 ~4.9 | ssdf ~RV.1.3 ~RV.2.2 | s2c2f ~ING-3 | cra ~II.4 | osps =VM-04
cli/dependency-pinning | scvs =4.13 ~4.19 | cis =3.1.7 ~2.4.2 | ssdf ~PW.4.1 | s2c2f ~ENF-1 ~AUD-3 | cra ~I.2f | sscrm ~E.2.2
cli/vulnerability-warnings | scvs =5.4 ~4.9 | cis =3.2.2 | ssdf ~RV.1.1 | s2c2f =SCA-1 | cra ~II.2 | osps ~VM-05 | sscrm ~P.4.3
cli/sbom-generation | scvs =1.4 ~2.1 ~2.2 | cis =2.4.5 | ssdf =PS.3.2 | s2c2f =REB-3 | cra =II.1 | osps =QA-02 | sscrm ~G.1.5
cli/automatic-remediation | ssdf ~RV.2.2 | s2c2f =UPD-2 | cra ~II.2 | osps ~VM-05
cli/reachability-analysis | scvs =5.5 | ssdf ~RV.2.1 | osps ~VM-04
`;

const SHORT: Readonly<Record<string, string>> = {
  "owasp-scvs": "scvs",
  "cis-ssc": "cis",
  "nist-ssdf": "ssdf",
  s2c2f: "s2c2f",
  slsa: "slsa",
  cra: "cra",
  "osps-baseline": "osps",
  "p-sscrm": "sscrm",
};
const SIGNS = { equivalent: "=", broader: ">", supports: "~" } as const;

const framework = frameworks.find(({ version }) => version === "0.1");
const capabilities = framework?.capabilities ?? [];

function shortControl(control: string): string {
  return control
    .replace(
      /^Annex I Part (I+) \((\d)\)(?:\((\w)\))?$/,
      (_, part, number, letter) => `${part}.${number}${letter ?? ""}`,
    )
    .replace(/^OSPS-/, "");
}

describe("the crosswalk", () => {
  it("is the one that was drawn up, all 32 rows of it", () => {
    const rows = capabilities.map(({ id, crosswalk }) => {
      const cells = Object.entries(SHORT).flatMap(([name, short]) => {
        const controls = crosswalk.filter((entry) => entry.framework === name);
        const list = controls.map(
          ({ control, relation }) => `${SIGNS[relation]}${shortControl(control)}`,
        );
        return controls.length === 0 ? [] : [`${short} ${list.join(" ")}`];
      });
      return [id, ...cells].join(" | ");
    });
    expect(rows).toEqual(ROWS.trim().split("\n"));
  });

  it("knows every framework by title and address, and the CRA's and CIS's limits", () => {
    expect(crosswalkFrameworks.map(({ id }) => id)).toEqual(Object.keys(SHORT));
    for (const { title, url } of crosswalkFrameworks) {
      expect(title).not.toBe("");
      expect(new URL(url).protocol).toBe("https:");
    }
    const noted = crosswalkFrameworks.filter(({ note }) => note).map(({ id }) => id);
    expect(noted).toEqual(["cis-ssc", "cra"]);
  });
});

describe("explain", () => {
  it.each(capabilities.map((one) => [one.id, one] as const))(
    "%s names its controls by title and address, and says whose mapping it is",
    (_, capability) => {
      if (!framework) throw new Error("no framework");
      const pretty = explainPretty(capability, framework, { columns: 1_000, color: false });
      const markdown = explainMarkdown(capability, framework);
      const json = JSON.stringify(explainJson(capability));
      for (const { framework: id, control } of capability.crosswalk) {
        const theirs = crosswalkFrameworks.find((one) => one.id === id);
        for (const text of [pretty.replace(/\s+/g, " "), markdown, json]) {
          expect(text).toContain(theirs?.title);
          expect(text).toContain(theirs?.url);
          expect(text).toContain(control);
        }
      }
      for (const text of [pretty.replace(/\s+/g, " "), markdown, json])
        expect(text).toContain(MAPPING_NOTE);
    },
  );
});
