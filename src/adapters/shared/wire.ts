/** Hand-written guards for server JSON. Everything may be missing, of another type, hostile or huge. */

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An own field of an object, or undefined for anything else. */
export function field(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** A string of at most `max` characters, or undefined; longer ones are no value of ours to shorten. */
export function text(value: unknown, max = 500): string | undefined {
  return typeof value === "string" && value.length > 0 && value.length <= max
    ? ownCopy(value)
    : undefined;
}

/** V8 keeps a slice by keeping what it was cut from: here, a document of megabytes for a version number. */
function ownCopy(slice: string): string {
  return Buffer.from(slice, "utf16le").toString("utf16le");
}

/** The first `max` items of an array; anything else is empty. */
export function list(value: unknown, max = 50): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, max) : [];
}

/** The first `max` entries of an object, in its own order; anything else is empty. */
export function entries(value: unknown, max = 5000): readonly (readonly [string, unknown])[] {
  if (!isObject(value)) return [];
  const result: [string, unknown][] = [];
  for (const key in value) {
    if (!Object.hasOwn(value, key)) continue;
    if (result.length >= max) break;
    result.push([key, value[key]]);
  }
  return result;
}
