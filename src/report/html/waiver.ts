import type { ReportWaiver } from "../../core/report.ts";
import { waiverWords } from "../words.ts";
import { html, type HtmlValue } from "./escape.ts";

export function waiverFacts(waiver: ReportWaiver): [string, HtmlValue][] {
  const facts: [string, HtmlValue][] = [
    ["Until", html`<time>${waiver.expires}</time> (${waiverWords(waiver)})`],
    ["Owner", waiver.owner],
    ["Reason", waiver.reason],
  ];
  if (waiver.compensating !== undefined) facts.push(["Instead", waiver.compensating]);
  return facts;
}
