import { randomBytes } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { AssayError } from "../core/errors.ts";
import { fileFault } from "./file-fault.ts";

/** Writes to stdout and waits until it is taken. A reader that went away (`| head`) is no error. */
export async function print(text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (!error || (error as NodeJS.ErrnoException).code === "EPIPE") resolve();
      else
        reject(
          new AssayError("output", `Cannot write the result: ${fileFault(error)}.`, {
            cause: error,
          }),
        );
    });
  });
}

/** A line for the user that is not a result. */
export function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Writes a whole file or nothing: a failure half-way leaves what was there before. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomBytes(4).toString("hex")}.tmp`;
  try {
    await writeFile(temporary, text, { flag: "wx" });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw new AssayError("output", `Cannot write ${path}: ${fileFault(error)}.`, { cause: error });
  }
}
