/**
 * TOML text to a plain document, bounded and never throwing: what a file holds is a stranger's.
 * Integers beyond 2^53 arrive as bigint, so that no digit is lost without notice.
 */
import { parse, TomlError } from 'smol-toml';
import { fail, ok, type Result } from '../../src-engine/base/result.ts';

/** Specs are a few kilobytes; a megabyte is not a spec. */
const largest = 1024 * 1024;

/** Nesting of inline tables and arrays; a spec needs two. */
const maxDepth = 16;

export const parseToml = (text: string): Result<unknown> => {
  const bytes = Buffer.byteLength(text);
  if (bytes > largest)
    return fail(
      'spec.tooLarge',
      `The specification has ${bytes} bytes; at most ${largest} are read.`,
      'Check that this is a run specification.',
      { bytes, largest },
    );
  try {
    // editors on some systems begin a file with a byte-order mark
    return ok(parse(text.replace(/^\uFEFF/, ''), { integersAsBigInt: 'asNeeded', maxDepth }));
  } catch (error) {
    if (error instanceof TomlError) return syntaxError(error);
    const reason = error instanceof Error ? error.message : String(error);
    return fail('spec.syntax', `The specification is not TOML: ${reason}.`, 'Compare it with a template.');
  }
};

const syntaxError = (error: TomlError) => {
  const { line, column } = error;
  // the first line of the message names the mistake; the rest repeats the file
  const reason = error.message
    .split('\n', 1)[0]!
    .replace(/^Invalid TOML document: /, '')
    .slice(0, 200);
  return fail(
    'spec.syntax',
    `Line ${line}, column ${column}: the specification is not TOML (${reason}).`,
    'Mend this place; text needs quotes, lists need commas, and every key stands once.',
    { line, column },
  );
};
