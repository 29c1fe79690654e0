/** A small strict reader of XML 1.0, for tests: it throws for everything that a conforming parser must refuse. */

export interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

const INVALID = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|\p{Surrogate}/u;
const NAME = /^[A-Za-z_][\w.:-]*/;

export function parseXml(source: string): Element {
  if (INVALID.test(source)) throw new Error("a character that XML does not allow");
  let at = source.startsWith("<?xml") ? source.indexOf("?>") + 2 : 0;
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const open: Element[] = [root];
  const fail = (why: string): never => {
    throw new Error(`${why} at ${at}: ${source.slice(at, at + 40)}`);
  };
  const take = (pattern: RegExp): string => {
    const found = pattern.exec(source.slice(at, at + 10_000_000));
    if (!found || found.index !== 0) return fail(`expected ${pattern}`);
    at += found[0].length;
    return found[0];
  };
  while (at < source.length) {
    const parent = open.at(-1) ?? root;
    if (source[at] !== "<") {
      const end = source.indexOf("<", at);
      const raw = source.slice(at, end === -1 ? source.length : end);
      parent.text += decode(raw);
      at += raw.length;
    } else if (source.startsWith("</", at)) {
      at += 2;
      const name = take(NAME);
      if (open.pop()?.name !== name || open.length === 0) fail(`</${name}> closes nothing`);
      take(/^\s*>/);
    } else {
      at += 1;
      const element: Element = { name: take(NAME), attributes: {}, children: [], text: "" };
      while (/^\s+[A-Za-z_]/.test(source.slice(at, at + 80))) {
        take(/^\s+/);
        const key = take(NAME);
        const raw = take(/^="[^"<]*"/).slice(2, -1);
        if (Object.hasOwn(element.attributes, key)) fail(`a second ${key}`);
        element.attributes[key] = decode(raw);
      }
      parent.children.push(element);
      if (take(/^\s*\/?>/).trim() === ">") open.push(element);
    }
  }
  const [only] = root.children;
  if (open.length !== 1 || !only || root.children.length !== 1 || root.text.trim() !== "") {
    throw new Error("not one element");
  }
  return only;
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

function decode(raw: string): string {
  return raw.replace(/&(\w*)(;?)/g, (_, name: string, end: string) => {
    const char = ENTITIES[name];
    if (char === undefined || end === "") throw new Error(`a bare & before ${name}`);
    return char;
  });
}

export function descendants(element: Element, name: string): Element[] {
  return element.children.flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...descendants(child, name),
  ]);
}
