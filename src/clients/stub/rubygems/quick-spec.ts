import { deflateSync } from "node:zlib";
import type { Fixture } from "../fixture.ts";

/**
 * The gemspec as `gem install` asks for it: deflated Ruby Marshal 4.8 of what `Gem::Specification#_dump` returns. Only
 * what a gem without dependencies needs. https://docs.ruby-lang.org/en/3.1/marshal_rdoc.html
 */
export function quickSpec({ version }: Fixture): Buffer {
  const any = user("Gem::Requirement", list([list([list([string(">="), gemVersion("0")])])]));
  const fields = [
    string("3.3.15"),
    fixnum(4),
    string("victim"),
    gemVersion(version),
    NIL, // date
    string("Fixture of assay"),
    any, // required_ruby_version
    any, // required_rubygems_version
    string("ruby"),
    list([]), // dependencies
    string(""), // rubyforge_project
    NIL, // email
    list([string("assay")]),
    NIL, // description
    NIL, // homepage
    TRUE, // has_rdoc
    string("ruby"),
    list([string("MIT")]),
    Buffer.from("{\0"), // metadata
  ];
  const inner = document(list(fields));
  const outer = Buffer.concat([
    Buffer.from("u"),
    symbol("Gem::Specification"),
    packed(inner.length),
    inner,
  ]);
  return deflateSync(document(outer));
}

const NIL = Buffer.from("0");
const TRUE = Buffer.from("T");

function document(value: Buffer): Buffer {
  return Buffer.concat([Buffer.from([4, 8]), value]);
}

function gemVersion(version: string): Buffer {
  return user("Gem::Version", list([string(version)]));
}

/** An object that is restored by `marshal_load`. */
function user(name: string, value: Buffer): Buffer {
  return Buffer.concat([Buffer.from("U"), symbol(name), value]);
}

function list(values: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from("["), packed(values.length), ...values]);
}

/** With the instance variable that says UTF-8. */
function string(text: string): Buffer {
  const bytes = Buffer.from(text);
  const encoding = Buffer.concat([packed(1), symbol("E"), TRUE]);
  return Buffer.concat([Buffer.from('I"'), packed(bytes.length), bytes, encoding]);
}

function symbol(name: string): Buffer {
  return Buffer.concat([Buffer.from(":"), packed(name.length), Buffer.from(name)]);
}

function fixnum(value: number): Buffer {
  return Buffer.concat([Buffer.from("i"), packed(value)]);
}

/** Marshal's integer, for 0 to 65535. */
function packed(value: number): Buffer {
  if (value === 0) return Buffer.from([0]);
  if (value < 123) return Buffer.from([value + 5]);
  return value < 256 ? Buffer.from([1, value]) : Buffer.from([2, value & 255, value >> 8]);
}
