import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../src-engine/base/result.ts';
import { openAppendLog } from '../../src-main/storage/append-log.ts';
import { readLog } from '../../src-main/storage/read-log.ts';
import { encodeRecord } from '../../src-main/storage/record-line.ts';
import { volatileFileSystem } from '../support/volatile-file-system.ts';

const record = fc.record({
  n: fc.nat(),
  text: fc.string({ maxLength: 40 }),
  list: fc.array(fc.double(), { maxLength: 5 }),
});

type Damage =
  | { readonly kind: 'flip'; readonly at: number; readonly mask: number }
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'insert'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'drop'; readonly at: number; readonly count: number };

const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: fc.nat(), mask: fc.integer({ min: 1, max: 255 }) }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat() }),
  fc.record({ kind: fc.constant('insert' as const), at: fc.nat(), bytes: fc.uint8Array({ maxLength: 60 }) }),
  fc.record({ kind: fc.constant('drop' as const), at: fc.nat(), count: fc.integer({ min: 1, max: 60 }) }),
);

const inflict = (bytes: Uint8Array, { at, ...what }: Damage): Uint8Array => {
  const place = bytes.length === 0 ? 0 : at % bytes.length;
  const parts = {
    flip: (mask: number) => [bytes.subarray(0, place), [bytes[place]! ^ mask], bytes.subarray(place + 1)],
    cut: () => [bytes.subarray(0, place)],
    insert: (more: Uint8Array) => [bytes.subarray(0, place), more, bytes.subarray(place)],
    drop: (count: number) => [bytes.subarray(0, place), bytes.subarray(place + count)],
  };
  if (bytes.length === 0) return bytes;
  const pieces =
    what.kind === 'flip'
      ? parts.flip(what.mask)
      : what.kind === 'insert'
        ? parts.insert(what.bytes)
        : what.kind === 'drop'
          ? parts.drop(what.count)
          : parts.cut();
  return Uint8Array.from(pieces.flatMap((piece) => [...piece]));
};

describe('a log under random damage', () => {
  it('yields only records that were written, in order, loses only those that were hit, and goes on', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { maxLength: 12 }),
        fc.array(damage, { maxLength: 3 }),
        async (records, damages) => {
          const written = records.map((one) => JSON.stringify(one));
          const lines = records.map(encodeRecord);
          const bytes = damages.reduce(inflict, new Uint8Array(Buffer.concat(lines)));
          const files = volatileFileSystem();
          await files.open('/log', 'create');
          files.setContent('/log', bytes);
          const found: string[] = [];
          let damaged = 0;
          const { validEnd, tailBytes } = await readLog(files, '/log', 0, (piece) => {
            found.push(...piece.records.map((one) => JSON.stringify(one)));
            damaged += piece.damage.reduce((sum, range) => sum + range.bytes, 0);
          });
          expect(validEnd + tailBytes).toBe(bytes.length);
          // In order: each found record is the next one written, after leaving some out.
          let next = 0;
          for (const one of found) {
            next = written.indexOf(one, next) + 1;
            expect(next).toBeGreaterThan(0);
          }
          const intact = lines.filter((line) => Buffer.from(bytes).includes(Buffer.from(line))).length;
          if (damages.length === 0) expect(found.length).toBe(records.length);
          if (damages.every(({ kind }) => kind === 'flip'))
            expect(found.length).toBeGreaterThanOrEqual(records.length - 2 * damages.length);
          expect(found.length).toBeLessThanOrEqual(intact);
          expect(damaged).toBeLessThanOrEqual(validEnd);

          const log = unwrap(await openAppendLog(files, '/log', '/aside'));
          unwrap(await log.append([{ last: true }]));
          const after: unknown[] = [];
          const end = await readLog(files, '/log', 0, (piece) => after.push(...piece.records));
          expect(after.length).toBe(found.length + 1);
          expect(end.tailBytes).toBe(0);
          if (tailBytes > 0) expect(files.contentOf('/aside').length).toBe(tailBytes);
        },
      ),
      { seed: 20261121, numRuns: 600 },
    );
  });
});
