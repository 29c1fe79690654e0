import { costWords, fundedWords } from "../gaps/cost.ts";
import { MAPPING_NOTE, RELATION_WORDS } from "../gaps/standards.ts";
import type { ServedStandard, WorkItem, WorkList } from "../gaps/types.ts";
import { effortWords, kindWords, waitsFor } from "./gaps.ts";
import { escapeMarkdown as escape, markdownLink } from "./markdown-text.ts";

/** Pieces that the Markdown templates share. They expect a clean work list. */

/** A command of ours; the work list puts nothing into it that a shell or Markdown could read otherwise. */
export function command(text: string): string {
  return /^[\w ./:@+=-]+$/.test(text) ? `\`${text}\`` : escape(text);
}

export function statusQuo(item: WorkItem): string[] {
  const seen = new Set<string | null>([null]);
  const links = item.statusQuo.evidence.filter(({ url }) => !seen.has(url) && seen.add(url));
  return [
    escape(item.statusQuo.message),
    ...(links.length > 0 ? [""] : []),
    ...links.map(({ message, strength, url, checked }) => {
      const when = checked ? `, checked ${escape(checked)}` : "";
      const says = message === item.statusQuo.message ? "" : `: ${escape(message)}`;
      return `- ${markdownLink(url ?? "", url ?? "")} (${strength}${when})${says}`;
    }),
  ];
}

export function acceptance(item: WorkItem): string[] {
  return [
    ...item.acceptance.criteria.map(({ id, title }) => `- [ ] ${escape(title)} (${escape(id)})`),
    `- [ ] ${command(item.acceptance.command)} says met`,
  ];
}

export function priorArt(item: WorkItem): string[] {
  if (item.priorArt.length === 0)
    return [
      "No registry is known to us that meets all of it; the references name what comes near.",
    ];
  return item.priorArt.map(
    ({ registry, url, note }) =>
      `- ${markdownLink(registry, url)}${note ? `: ${escape(note)}` : ""}`,
  );
}

/** `- [OWASP …](…) 1.0: 4.4 (asks the same), 4.5 (asks more)`, a line per framework. */
export function standards(served: readonly ServedStandard[]): string[] {
  const frameworks = new Map<string, ServedStandard[]>();
  for (const one of served) {
    const same = frameworks.get(one.framework) ?? [];
    if (!same.some((other) => other.control === one.control && other.relation === one.relation))
      same.push(one);
    frameworks.set(one.framework, same);
  }
  return [...frameworks.values()].map((controls) => {
    const [first] = controls;
    const name = first ? markdownLink(first.title, first.url) : "";
    const version = first?.version ? ` ${escape(first.version)}` : "";
    const list = controls.map(
      ({ control, relation }) => `${escape(control)} (${RELATION_WORDS[relation]})`,
    );
    return `- ${name}${version}: ${list.join(", ")}`;
  });
}

/** The note that every mapping carries, with what single frameworks need said. */
export function mappingNotes(list: WorkList): string[] {
  return [
    MAPPING_NOTE,
    ...list.standardNotes.map(({ title, note }) => `${escape(title)}: ${escape(note)}`),
  ];
}

/** Effort, cost and what people added, one fact a line. */
export function sizeFacts(item: WorkItem, currency: string | null): string[] {
  const { overlay } = item;
  const open = waitsFor(item);
  const facts: [string, string][] = [
    ["Kinds of work", kindWords(item.kinds)],
    [
      "Effort",
      `${effortWords(item.effort)}${item.effortNote ? `. ${escape(item.effortNote)}` : ""}`,
    ],
    ["Cost", costWords(item.cost)],
    ["Funded", overlay.funded === undefined ? "" : fundedWords(overlay.funded, currency)],
    ["Sponsors", (overlay.sponsors ?? []).map((name) => escape(name)).join(", ")],
    ["Owner", escape(overlay.owner ?? "")],
    ["Contact", escape(overlay.contact ?? "")],
    ["Status", overlay.status ?? ""],
    ["Tracking", overlay.tracking ? markdownLink(overlay.tracking, overlay.tracking) : ""],
    ["Depends on", open.map(({ title }) => escape(title)).join("; ")],
  ];
  return facts.filter(([, value]) => value !== "").map(([name, value]) => `- ${name}: ${value}`);
}
