/** Whether a file ends where its header says: shorter is a failure, longer is reported. Test: test/property/format-damage.test.ts. */
import { fail, ok, type Result } from '../base/result.ts';
import type { ByteSource } from '../ports/byte-source.ts';
import { type Problem, problem } from './problem.ts';

export const checkLength = (source: ByteSource, end: number, what: string): Result<readonly Problem[]> => {
  if (!(end <= source.size)) {
    return fail(
      'format.truncated',
      `${source.name} has ${source.size} bytes, ${end - source.size} fewer than ${what}.`,
      'Copy the file again from its origin: it is cut short, or its header is damaged.',
      { size: source.size, needed: end },
    );
  }
  if (end === source.size) return ok([]);
  return ok([
    problem(
      'warning',
      'format.trailingBytes',
      `${source.size - end} bytes after the field, from byte ${end} on, belong to nothing and were ignored.`,
      'Compare the size of the file with that of the original.',
    ),
  ]);
};
