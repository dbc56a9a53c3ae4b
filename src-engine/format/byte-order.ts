/**
 * The byte order of a payload whose header does not say it, or says it wrongly: the order in which the links are unitary.
 * Test: test/unit/engine/format/headers.test.ts, test/golden/format-configs.test.ts (an IEEE32 archive file that is big-endian).
 */
import { ok, type Result } from '../base/result.ts';
import type { ByteSource } from '../ports/byte-source.ts';
import type { Endianness } from './gauge-file.ts';
import { type Reading, unitaryFraction } from './probe.ts';
import { type Problem, problem } from './problem.ts';

type Order = Exclude<Endianness, 'text'>;

export interface FoundOrder {
  readonly endianness: Order;
  readonly problems: readonly Problem[];
}

const MOST = 0.5;
const HARDLY = 0.1;

export const findByteOrder = async (
  source: ByteSource,
  offset: number,
  length: number,
  reading: Omit<Reading, 'endianness'>,
  stated: Order | undefined,
  label: string,
): Promise<Result<FoundOrder>> => {
  const big = await unitaryFraction(source, offset, length, { ...reading, endianness: 'big' });
  if (!big.ok) return big;
  const little = await unitaryFraction(source, offset, length, { ...reading, endianness: 'little' });
  if (!little.ok) return little;
  const seen: Order | undefined =
    big.value > MOST && little.value < HARDLY
      ? 'big'
      : little.value > MOST && big.value < HARDLY
        ? 'little'
        : undefined;
  if (stated === undefined) {
    const endianness = seen ?? 'big';
    const why =
      seen === undefined
        ? 'neither order gives unitary links, so big-endian is assumed'
        : `the links are unitary when read as ${seen}-endian`;
    return ok({
      endianness,
      problems: [
        problem(
          seen === undefined ? 'warning' : 'note',
          'format.endiannessUnstated',
          `${label} does not state the byte order; ${why}.`,
          'Nothing to do; write the order (BIG or LITTLE) when you convert the file.',
        ),
      ],
    });
  }
  if (seen === undefined || seen === stated) return ok({ endianness: stated, problems: [] });
  return ok({
    endianness: seen,
    problems: [
      problem(
        'warning',
        'format.endiannessWrong',
        `${label} states ${stated}-endian, but the links are unitary only when read as ${seen}-endian; they were read so.`,
        'Convert the file to get a header that tells the truth.',
      ),
    ],
  });
};
