import type { ParsedText } from "./parse.ts";
import { child, type Problem, pointerKeys } from "./problem.ts";
import { suggest } from "./suggest.ts";
import type { SchemaError } from "./validate-profile.gen.js";

/** Turns what the validator says into what a person can act on, one problem per mistake. */
export function explainSchemaErrors(
  errors: readonly SchemaError[],
  parsed: ParsedText,
  capabilities: readonly string[],
): Problem[] {
  const problems: Problem[] = [];
  const told = new Set<string>();
  for (const error of errors) {
    const problem = explain(error, parsed, capabilities);
    if (!problem) continue;
    // A date that is not written as one is not also a day that is missing from the calendar.
    const about = error.keyword === "required" ? problem.message : "";
    const key = `${problem.pointer}\n${about}`;
    if (told.has(key)) continue;
    told.add(key);
    problems.push(problem);
  }
  return problems;
}

function explain(
  error: SchemaError,
  parsed: ParsedText,
  capabilities: readonly string[],
): Problem | undefined {
  switch (error.keyword) {
    case "if":
      return undefined;
    case "additionalProperties":
      return unknownField(error, parsed, capabilities);
    case "required":
      return missingField(error, parsed);
    default:
      return badValue(error, parsed);
  }
}

function unknownField(
  error: SchemaError,
  parsed: ParsedText,
  capabilities: readonly string[],
): Problem {
  const name = String(error.params["additionalProperty"]);
  const pointer = child(error.instancePath, name);
  const isClaim = error.instancePath === "/claims";
  const isCriterion = error.instancePath.endsWith("/criteria");
  const fields = Object.keys(record(error.parentSchema?.["properties"])).filter(
    (field) => !field.startsWith("$"),
  );
  const meant = suggest(name, isClaim ? capabilities : fields);
  const shown = JSON.stringify(name.slice(0, 80));
  return {
    severity: "error",
    ...place(pointer, parsed, "key"),
    pointer,
    message: isClaim
      ? `${shown} is not the id of a capability`
      : isCriterion
        ? `${shown} is not the id of a criterion`
        : `Unknown field ${shown}`,
    hint: meant
      ? didYouMean(meant)
      : isClaim
        ? "Ids are written track/name; `assay list capabilities` prints them."
        : fields.length > 0
          ? `Known here: ${fields.join(", ")}.`
          : "Remove it.",
  };
}

function missingField(error: SchemaError, parsed: ParsedText): Problem {
  const name = String(error.params["missingProperty"]);
  const status = record(error.data)["status"];
  const why =
    name === "reason" && typeof status === "string" ? ` where the status is ${status}` : "";
  const field = fieldSchema(error, name);
  return {
    severity: "error",
    ...place(error.instancePath, parsed, "key"),
    pointer: error.instancePath,
    missing: true,
    message: `The field "${name}" is missing${why}`,
    ...(field ? { hint: field } : {}),
  };
}

function badValue(error: SchemaError, parsed: ParsedText): Problem {
  const schema = error.parentSchema ?? {};
  const pointer = offender(error);
  const secret = pointer.startsWith("/staging/credentials/") || hasUserinfo(error.data);
  const value = secret ? undefined : short(error.data);
  const what = whatIsWrong(error, schema);
  return {
    severity: "error",
    ...place(pointer, parsed, "value"),
    pointer,
    message: what.message,
    ...(value === undefined ? {} : { value }),
    ...(what.hint === undefined ? {} : { hint: what.hint }),
    ...(secret ? { secret: true as const } : {}),
    ...(error.data === null ? { missing: true as const } : {}),
  };
}

/** Of two equal items the later one is the mistake. */
function offender({ keyword, instancePath, params }: SchemaError): string {
  if (keyword !== "uniqueItems") return instancePath;
  return child(instancePath, Math.max(Number(params["i"]), Number(params["j"])));
}

function whatIsWrong(
  error: SchemaError,
  schema: Record<string, unknown>,
): { message: string; hint?: string } {
  const title = typeof schema["title"] === "string" ? lowerFirst(schema["title"]) : "value";
  const hint = typeof schema["description"] === "string" ? { hint: schema["description"] } : {};
  const limit = String(error.params["limit"]);
  switch (error.keyword) {
    case "type":
      return typeProblem(error, schema, title, hint);
    case "const":
      return { message: `Must be ${JSON.stringify(error.params["allowedValue"])}`, ...hint };
    case "enum": {
      const allowed = list(error.params["allowedValues"]);
      const meant = typeof error.data === "string" ? suggest(error.data, allowed) : undefined;
      return {
        message: `Not a valid ${title}`,
        hint: meant ? didYouMean(meant) : `One of ${allowed.join(", ")}.`,
      };
    }
    case "format":
      return { message: "The calendar has no such day", ...hint };
    case "pattern":
      if (hasUserinfo(error.data)) {
        return {
          message: "A web address here must not carry a user name or password",
          hint: "Remove what stands before the @; secrets belong in environment variables.",
        };
      }
      return { message: `Not a valid ${title}`, ...hint };
    case "uniqueItems":
      return { message: "The same item stands here twice", hint: "Remove one." };
    case "minItems":
      return { message: `At least ${limit} needed in "${title}"`, ...hint };
    case "maxItems":
      return { message: `More than ${limit} items` };
    case "maxLength":
      return { message: `Longer than ${limit} characters`, ...hint };
    case "minLength":
      return { message: "Must not be empty", ...hint };
    default:
      return { message: `${title}: ${error.message ?? error.keyword}`, ...hint };
  }
}

function typeProblem(
  error: SchemaError,
  schema: Record<string, unknown>,
  title: string,
  hint: { hint?: string },
): { message: string; hint?: string } {
  const wanted =
    list(error.params["type"]).length > 0
      ? list(error.params["type"])
      : [String(error.params["type"])];
  const key = pointerKeys(error.instancePath).at(-1);
  const subject = key === undefined || /^\d+$/.test(key) ? `The ${title}` : JSON.stringify(key);
  const message = `${subject} must be ${wanted.map((type) => TYPES[type] ?? type).join(" or ")}, not ${typeName(error.data)}`;
  const scalar = typeof error.data === "number" || typeof error.data === "boolean";
  if (scalar && wanted.includes("string")) {
    const text = String(error.data);
    const pattern = schema["pattern"];
    const fits = typeof pattern !== "string" || new RegExp(pattern, "u").test(text);
    return fits ? { message, hint: `Put it in quotes: "${text}".` } : { message, ...hint };
  }
  if (wanted.includes("array") && typeof error.data === "string") {
    return { message, hint: `Write it as a list: [${error.data.slice(0, 60)}].` };
  }
  if (wanted.includes("boolean") && typeof error.data === "string") {
    return { message, hint: "Write true or false." };
  }
  return { message, ...hint };
}

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  object: "a group of fields",
  array: "a list",
  boolean: "true or false",
};

function typeName(data: unknown): string {
  if (data === null || data === undefined) return "empty";
  if (Array.isArray(data)) return "a list";
  if (typeof data === "object") return "a group of fields";
  if (typeof data === "string") return "text";
  return `the ${typeof data} ${String(data)}`;
}

/** Where a pointer stands; what is not written stands at the nearest field around it. */
export function place(
  pointer: string,
  parsed: ParsedText,
  prefer: "key" | "value",
): Pick<Problem, "line" | "column" | "endColumn"> {
  const key = parsed.keys.get(pointer);
  const value = parsed.values.get(pointer);
  const empty = value !== undefined && value.end <= value.start;
  const span = prefer === "key" ? (key ?? value) : empty ? (key ?? value) : (value ?? key);
  if (span) {
    const { line, column, endColumn } = parsed.at(span);
    // A whole map or list is shown by its first character.
    return endColumn === undefined ? { line, column } : { line, column, endColumn };
  }
  if (pointer === "") return { line: 1, column: 1 };
  return place(pointer.slice(0, pointer.lastIndexOf("/")), parsed, "key");
}

export function didYouMean(word: string): string {
  return `Did you mean ${word}?`;
}

/** A value as one short line of JSON. */
function short(data: unknown): string | undefined {
  if (data === undefined || typeof data === "object") return undefined;
  const text = JSON.stringify(data);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function hasUserinfo(data: unknown): boolean {
  return typeof data === "string" && /^[a-z][a-z0-9+.-]*:\/\/[^\s/?#]*@/i.test(data);
}

/** The description of a field that is missing. */
function fieldSchema(error: SchemaError, name: string): string | undefined {
  const properties = record(error.parentSchema?.["properties"]);
  const description = record(properties[name])["description"];
  if (typeof description === "string") return description;
  const keys = pointerKeys(error.instancePath);
  if (name === "reason" && keys[0] === "claims")
    return 'Add one line that says why, as "reason: …".';
  return undefined;
}

function record(data: unknown): Record<string, unknown> {
  return typeof data === "object" && data !== null ? (data as Record<string, unknown>) : {};
}

function list(data: unknown): string[] {
  return Array.isArray(data) ? data.map(String) : [];
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
