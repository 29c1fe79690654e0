import { join } from "node:path";
import { DataError, type Generator, readIfThere } from "./generator.ts";

/** A generated part of a hand-written page, between `<!-- begin generated: NAME -->` and `<!-- end generated: NAME -->`. */
export interface Block {
  name: string;
  /** Markdown, without the markers. */
  render(): string | Promise<string>;
}

/** The text with the block's content replaced. Throws when the markers are not there, once each and in order. */
export function replaceBlock(text: string, name: string, content: string): string {
  const begin = `<!-- begin generated: ${name} -->`;
  const end = `<!-- end generated: ${name} -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`There is no block ${name} with both its markers.`);
  if (text.indexOf(begin, from + 1) >= 0 || text.indexOf(end, to + 1) >= 0)
    throw new Error(`The block ${name} is there twice.`);
  return `${text.slice(0, from + begin.length)}\n${content.trim()}\n${text.slice(to)}`;
}

/** Names of the blocks that a text has. */
export function blockNames(text: string): string[] {
  return [...text.matchAll(/<!-- begin generated: ([a-z0-9-]+) -->/g)].map(
    (match) => match[1] ?? "",
  );
}

/** Fills the blocks of one page. A block nobody uses is fine; a block nobody can fill is an error. */
export function pageGenerator(root: string, path: string, blocks: readonly Block[]): Generator {
  return {
    name: path,
    async run() {
      const text = await readIfThere(join(root, path));
      if (text === undefined) return [];
      let content = text;
      for (const name of blockNames(text)) {
        const block = blocks.find((candidate) => candidate.name === name);
        if (!block) {
          const line = text.slice(0, text.indexOf(`begin generated: ${name}`)).split("\n").length;
          throw new DataError([`${path}:${line}: nothing generates the block ${name}`]);
        }
        content = replaceBlock(content, name, await block.render());
      }
      return [{ path, content }];
    },
  };
}
