import { describe, expect, it } from "vitest";
import {
  GO_SUMDB_KEY,
  openNote,
  parseTreeHead,
  splitRecord,
} from "../../../src/adapters/go/note.ts";
import { createSigner } from "./signer.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** From the documentation of golang/mod sumdb/note/note.go. */
const EXAMPLE = {
  key: "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
  text: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
  signature:
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
  other:
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n",
};

const ROOT = "mb8QLQIs0Z0yP5Cstq6guj87oXWeC9gEM8oVikmm9Wk=";
/** A tree head that sum.golang.org really signed: transparency-dev/formats log/checkpoint_test.go. */
const REAL = `go.sum database tree\n6476701\n${ROOT}\n\n— sum.golang.org Az3grsLX85Gz+s1SiTbgkuqxgItqFq7gsMUEyVnrsa9LM7Us9S+1xbFIGu95949rj4nPRYfvimWEPWL+o3GeoWwOoAw=\n`;

describe("openNote", () => {
  it("verifies the example of the format's own documentation", () => {
    const { key, text, signature, other } = EXAMPLE;
    expect(openNote(bytes(`${text}\n${signature}`), key)).toEqual({ text, state: "verified" });
    expect(openNote(bytes(`${text}\n${other}${signature}`), key)?.state).toBe("verified");
    expect(openNote(bytes(`${text}\n${other}`), key)?.state).toBe("unknown-key");
    expect(openNote(bytes(`${text}!\n\n${signature}`), key)?.state).toBe("bad");
  });

  it("verifies what the public checksum database signed", () => {
    expect(openNote(bytes(REAL), GO_SUMDB_KEY)?.state).toBe("verified");
    expect(openNote(bytes(REAL.replace("6476701", "6476702")), GO_SUMDB_KEY)?.state).toBe("bad");
  });

  it("tells keys apart by name and hash", () => {
    const [own, other] = [createSigner("log.example"), createSigner("log.example")];
    const note = bytes(own.sign("text\n"));
    expect(openNote(note, own.verifierKey)?.state).toBe("verified");
    expect(openNote(note, other.verifierKey)?.state).toBe("unknown-key");
    expect(openNote(note, GO_SUMDB_KEY)?.state).toBe("unknown-key");
  });

  it("trusts no key whose hash does not bind its name", () => {
    const own = createSigner("log.example");
    const renamed = own.verifierKey.replace("log.example", "sum.golang.org");
    const note = bytes(own.sign("text\n").replace("log.example", "sum.golang.org"));
    expect(openNote(note, renamed)?.state).toBe("unknown-key");
  });

  it.each([
    ["nothing", ""],
    ["no signature", "text\n\n"],
    ["no blank line", "text\n— a AAAAAAAA\n"],
    ["no final newline", REAL.trimEnd()],
    ["a hyphen for the dash", REAL.replace("—", "-")],
    ["base64 that is none", REAL.replace("Az3g", "Az3*")],
    ["a key hash alone", "text\n\n— sum.golang.org Az3grg==\n"],
    ["a control character", REAL.replace("tree", "tr\u001bee")],
    ["a carriage return", REAL.replaceAll("\n", "\r\n")],
    ["HTML", "<!doctype html>\n\n<p>hello</p>\n"],
    ["too many signatures", `text\n\n${EXAMPLE.signature.repeat(101)}`],
    ["too many bytes", `${"a".repeat(200_000)}\n\n${EXAMPLE.signature}`],
  ])("is no note: %s", (_name, message) => {
    expect(openNote(bytes(message), GO_SUMDB_KEY)).toBeNull();
  });

  it("is no note: invalid UTF-8", () => {
    expect(openNote(Buffer.concat([Buffer.from([0xff]), bytes(REAL)]), GO_SUMDB_KEY)).toBeNull();
  });
});

describe("parseTreeHead", () => {
  it("reads size and root, and ignores further lines", () => {
    const head = { size: 12, rootHash: ROOT };
    expect(parseTreeHead(`go.sum database tree\n12\n${ROOT}\n`)).toEqual(head);
    expect(parseTreeHead(`go.sum database tree\n12\n${ROOT}\nmore\nlines\n`)).toEqual(head);
  });

  it.each(["-1", "012", "1e3", "9".repeat(17), "9007199254740993", "", "0x1"])(
    "refuses the size %j",
    (size) => {
      expect(parseTreeHead(`go.sum database tree\n${size}\n${ROOT}\n`)).toBeNull();
    },
  );

  it("refuses another title and a root of another length", () => {
    expect(parseTreeHead(`go.sum database tree v2\n1\n${ROOT}\n`)).toBeNull();
    expect(parseTreeHead("go.sum database tree\n1\nAAAA\n")).toBeNull();
  });
});

describe("splitRecord", () => {
  it("parts the record from the note", () => {
    const parts = splitRecord(bytes(`7\na v1 h1:x=\na v1/go.mod h1:y=\n\n${REAL}`));
    expect(parts).toMatchObject({ id: "7", lines: ["a v1 h1:x=", "a v1/go.mod h1:y="] });
    expect(Buffer.from(parts?.note ?? []).toString()).toBe(REAL);
  });

  it.each(["", "x\na\n\nb", "7\n\nb", "<html>\n\n"])("refuses %j", (message) => {
    expect(splitRecord(bytes(message))).toBeNull();
  });
});
