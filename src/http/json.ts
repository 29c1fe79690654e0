/** Thrown inside this file only. */
class JsonFault extends Error {}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** An object without a prototype: in it `__proto__` and `constructor` are keys like any other. */
function emptyObject(): Record<string, unknown> {
  return Object.setPrototypeOf({}, null) as Record<string, unknown>;
}

/**
 * Strict JSON (RFC 8259) with limits that `JSON.parse` has not: nesting at most `maxDepth`, no key twice in one object
 * (readers disagree on which counts), no number too big to hold. Undefined when the text is not such JSON.
 */
export function parseJson(text: string, maxDepth: number): unknown {
  try {
    return parse(text, maxDepth);
  } catch (error) {
    if (error instanceof JsonFault) return undefined;
    throw error;
  }
}

function parse(text: string, maxDepth: number): unknown {
  let at = 0;

  function take(pattern: RegExp): string {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) throw new JsonFault();
    at = pattern.lastIndex;
    return match[0];
  }

  /** By hand, for it is called at every step: a match of a regular expression would leave its garbage each time. */
  function space(): void {
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code !== 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) return;
    }
  }

  /** Scanned by hand: a regular expression over a string of megabytes would exhaust its stack. */
  function string(): string {
    const start = at;
    let escaped = false;
    for (at++; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 0x22) break;
      if (code < 0x20) throw new JsonFault();
      if (code === 0x5c) {
        escaped = true;
        at++;
      }
    }
    if (at >= text.length) throw new JsonFault();
    at++;
    if (!escaped) return text.slice(start + 1, at - 1);
    try {
      return JSON.parse(text.slice(start, at)) as string;
    } catch {
      throw new JsonFault();
    }
  }

  function word<T>(spelling: string, value: T): T {
    if (!text.startsWith(spelling, at)) throw new JsonFault();
    at += spelling.length;
    return value;
  }

  /** After a value in a list: true when another follows. */
  function more(end: string): boolean {
    space();
    const next = text[at++];
    if (next === ",") {
      space();
      return true;
    }
    if (next !== end) throw new JsonFault();
    return false;
  }

  function opens(end: string): boolean {
    at++;
    space();
    if (text[at] !== end) return true;
    at++;
    return false;
  }

  // Recursion is safe here because `depth` bounds it.
  function value(depth: number): unknown {
    if (depth > maxDepth) throw new JsonFault();
    switch (text[at]) {
      case "{": {
        const object = emptyObject();
        if (!opens("}")) return object;
        do {
          if (text[at] !== '"') throw new JsonFault();
          const key = string();
          if (key in object) throw new JsonFault();
          space();
          if (text[at++] !== ":") throw new JsonFault();
          space();
          object[key] = value(depth + 1);
        } while (more("}"));
        return object;
      }
      case "[": {
        const list: unknown[] = [];
        if (!opens("]")) return list;
        do list.push(value(depth + 1));
        while (more("]"));
        return list;
      }
      case '"':
        return string();
      case "t":
        return word("true", true);
      case "f":
        return word("false", false);
      case "n":
        return word("null", null);
      default: {
        const number = Number(take(NUMBER));
        if (!Number.isFinite(number)) throw new JsonFault();
        return number;
      }
    }
  }

  space();
  const result = value(0);
  space();
  if (at !== text.length) throw new JsonFault();
  return result;
}
