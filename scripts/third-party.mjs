// The licences of the packages whose code is inside a bundle, as those licences ask.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** One section for each package that a bundled module comes from, by name. */
export async function thirdPartyNotices(moduleIds) {
  const folders = new Set(moduleIds.flatMap((id) => packageFolder(id) ?? []));
  const sections = [];
  for (const folder of [...folders].sort()) sections.push(await section(folder));
  return [
    "The files in this folder contain code of the following packages.\n",
    ...sections.sort(),
  ].join(`\n${"-".repeat(80)}\n\n`);
}

function packageFolder(id) {
  return /^(?:.*[\\/])?node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0];
}

async function section(folder) {
  const { name, version, license } = JSON.parse(
    await readFile(join(folder, "package.json"), "utf8"),
  );
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
  if (!file) throw new Error(`${name} is bundled, and its licence text was not found`);
  const text = await readFile(join(folder, file), "utf8");
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}
