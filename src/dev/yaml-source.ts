import { readFile } from "node:fs/promises";
import type { ErrorObject, ValidateFunction } from "ajv";
import { type Document, isMap, isNode, LineCounter, parseDocument } from "yaml";
import { DataError } from "./generator.ts";

/** A YAML file of ours, with the means to say where in it something stands. */
export interface YamlSource {
  /** As it is to be named in messages. */
  name: string;
  data: unknown;
  /** `name:line` of the value at a path, or of its nearest parent that is there. */
  at(path: readonly (string | number)[]): string;
}

export async function readYaml(file: string, name: string): Promise<YamlSource> {
  const lines = new LineCounter();
  const document = parseDocument(await readFile(file, "utf8"), { lineCounter: lines });
  if (document.errors.length > 0) {
    throw new DataError(
      document.errors.map(
        (error) => `${name}:${lines.linePos(error.pos[0]).line}: ${error.message.split("\n")[0]}`,
      ),
    );
  }
  return {
    name,
    data: document.toJS(),
    at: (path) => `${name}:${lines.linePos(offsetOf(document, path)).line}`,
  };
}

/** What a schema has against a file, one line each. */
export function schemaProblems(source: YamlSource, validate: ValidateFunction): string[] {
  if (validate(source.data)) return [];
  return (validate.errors ?? []).map((error) => {
    const path = error.instancePath.split("/").slice(1).map(unescapePointer);
    const extra = extraOf(error);
    return `${source.at(extra ? [...path, extra] : path)}: ${path.join(".") || "file"} ${error.message}${extra ? ` (${extra})` : ""}`;
  });
}

function extraOf(error: ErrorObject): string | undefined {
  const name = error.params["additionalProperty"];
  return typeof name === "string" ? name : undefined;
}

function unescapePointer(part: string): string {
  return part.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** Offset of the key where there is one, since that is the line a reader looks for. */
function offsetOf(document: Document, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length--) {
    const parent =
      length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const last = String(path[length - 1]);
    if (isMap(parent)) {
      const pair = parent.items.find((item) => String(item.key) === last);
      if (pair && isNode(pair.key) && pair.key.range) return pair.key.range[0];
    }
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
