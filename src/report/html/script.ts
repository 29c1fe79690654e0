/**
 * Filters and expands; the page is whole without it. Kept as text so that its digest in the policy is the digest of
 * what is written here, whatever bundles this module.
 */
export const SCRIPT: string = `(() => {
"use strict";
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const form = document.getElementById("filters");
const shown = document.getElementById("shown");
const items = all(".cap");
const texts = new Map(items.map((item) => [item, item.textContent.toLowerCase()]));

function apply() {
  const data = new FormData(form);
  const outcomes = data.getAll("outcome");
  const words = String(data.get("text")).toLowerCase().split(/\\s+/).filter(Boolean);
  let count = 0;
  for (const item of items) {
    const { outcome, track, strength } = item.dataset;
    const fits =
      (outcomes.length === 0 || outcomes.includes(outcome)) &&
      (data.get("track") === "" || data.get("track") === track) &&
      (data.get("strength") === "" || data.get("strength") === strength) &&
      words.every((word) => texts.get(item).includes(word));
    item.hidden = !fits;
    if (fits) count += 1;
  }
  for (const part of all(".level-group, .track")) part.hidden = !all(".cap", part).some((item) => !item.hidden);
  const total = items.length + (items.length === 1 ? " capability" : " capabilities");
  shown.textContent = count === items.length ? total : count + " of " + total;
}

// What a link leads to must be in sight, and open.
function reveal() {
  let id = location.hash.slice(1);
  try { id = decodeURIComponent(id); } catch {}
  const target = document.getElementById(id);
  if (!target) return;
  if (target.hidden || target.closest("[hidden]")) { form.reset(); apply(); }
  for (let part = target.parentElement; part; part = part.parentElement) if (part.localName === "details") part.open = true;
  if (target.matches(".cap")) for (const part of all("details", target)) part.open = true;
  target.scrollIntoView();
}

function openAll(open) {
  for (const item of items) if (!item.hidden) for (const part of all("details", item)) part.open = open;
}

if (items.length > 0) form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", apply);
form.addEventListener("reset", () => setTimeout(apply));
document.getElementById("expand").addEventListener("click", () => openAll(true));
document.getElementById("collapse").addEventListener("click", () => openAll(false));
addEventListener("hashchange", reveal);
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (link && link.hash === location.hash) reveal();
});
addEventListener("pageshow", apply);
if (location.hash) reveal();

let closed = [];
addEventListener("beforeprint", () => {
  closed = all("details:not([open])");
  for (const part of closed) part.open = true;
});
addEventListener("afterprint", () => {
  for (const part of closed) part.open = false;
  closed = [];
});
})();
`;
