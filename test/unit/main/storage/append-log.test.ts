import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { type AppendLog, openAppendLog } from '../../../../src-main/storage/append-log.ts';
import type { FileSystem } from '../../../../src-main/storage/file-system.ts';
import { readLog } from '../../../../src-main/storage/read-log.ts';
import { type FaultKind, faultyFileSystem } from '../../../support/faulty-file-system.ts';
import { type VolatileFileSystem, volatileFileSystem } from '../../../support/volatile-file-system.ts';

const numbersIn = async (files: FileSystem): Promise<unknown[]> => {
  const numbers: unknown[] = [];
  await readLog(files, '/log', 0, (piece) => numbers.push(...piece.records.map((record) => record.n)));
  return numbers;
};
const open = async (files: FileSystem): Promise<AppendLog> =>
  unwrap(await openAppendLog(files, '/log', '/aside'));
const withRecords = async (...numbers: number[]): Promise<VolatileFileSystem> => {
  const files = volatileFileSystem();
  const log = await open(files);
  unwrap(await log.append(numbers.map((n) => ({ n }))));
  await log.close();
  return files;
};

describe('an append-only log', () => {
  it('goes on where it ended', async () => {
    const files = await withRecords(1, 2);
    const log = await open(files);
    expect(log.opening).toEqual({ damage: [] });
    expect(unwrap(await log.append([{ n: 3 }]))).toBe(files.contentOf('/log').length);
    expect(unwrap(await log.append([]))).toBe(log.size());
    await log.close();
    expect(await numbersIn(files)).toEqual([1, 2, 3]);
  });

  it('keeps the order of calls that overlap', async () => {
    const files = volatileFileSystem();
    const log = await open(files);
    await Promise.all(Array.from({ length: 20 }, (_, n) => log.append([{ n }])));
    expect(await numbersIn(files)).toEqual(Array.from({ length: 20 }, (_, n) => n));
  });

  it('moves a torn tail aside before it goes on', async () => {
    const files = await withRecords(1, 2);
    const whole = files.contentOf('/log');
    files.setContent('/log', Buffer.concat([whole, Buffer.from('{"n":3,"cr')]));
    const log = await open(files);
    expect(log.opening).toEqual({ damage: [], tail: { bytes: 10, movedTo: '/aside' } });
    expect(Buffer.from(files.contentOf('/aside')).toString()).toBe('{"n":3,"cr');
    expect([...files.contentOf('/log')]).toEqual([...whole]);
    unwrap(await log.append([{ n: 4 }]));
    expect(await numbersIn(files)).toEqual([1, 2, 4]);
  });

  it('leaves damage in the middle where it is', async () => {
    const files = await withRecords(1, 2, 3);
    const bytes = files.contentOf('/log').slice();
    bytes[2]! ^= 4;
    files.setContent('/log', bytes);
    const log = await open(files);
    expect(log.opening).toEqual({ damage: [{ offset: 0, bytes: bytes.length / 3 }] });
    unwrap(await log.append([{ n: 4 }]));
    expect(await numbersIn(files)).toEqual([2, 3, 4]);
  });

  const kinds: readonly FaultKind[] = ['error', 'diskFull', 'refused', 'short', 'torn', 'lostAnswer'];
  it.each(kinds)(
    'with the fault "%s" at any step holds every acknowledged record and no half ones',
    async (kind) => {
      for (const lasts of ['once', 'forever'] as const)
        for (let at = 0; ; at++) {
          const files = await withRecords(1);
          // Something to move aside, so that this is put to the test too.
          files.setContent('/log', Buffer.concat([files.contentOf('/log'), Buffer.from('torn')]));
          const faulty = faultyFileSystem(files, { at, kind, lasts });
          const acknowledged: number[] = [1];
          const opened = await openAppendLog(faulty, '/log', '/aside');
          if (opened.ok) {
            for (const n of [2, 3, 4])
              if ((await opened.value.append([{ n, pad: 'z'.repeat(9 - 2 * n) }])).ok) acknowledged.push(n);
            await opened.value.close().catch(() => undefined);
          }
          // A record that was not acknowledged may be there only where its undoing failed too, and then nothing follows it.
          const found = await numbersIn(files);
          const extra = found.filter((n) => !acknowledged.includes(n as number));
          expect(
            found.filter((n) => !extra.includes(n)),
            `${kind} ${lasts} at ${at}`,
          ).toEqual(acknowledged);
          expect(extra.length).toBeLessThanOrEqual(lasts === 'forever' ? 1 : 0);
          if (extra.length === 1) expect(found.at(-1)).toBe(extra[0]);
          const again = unwrap(await openAppendLog(files, '/log', '/aside-2'));
          unwrap(await again.append([{ n: 9 }]));
          expect(await numbersIn(files)).toEqual([...found, 9]);
          if (!faulty.struck()) {
            expect(at).toBeGreaterThan(20);
            break;
          }
        }
    },
  );

  it('acknowledges nothing more once a failed append could not be undone', async () => {
    const files = await withRecords(1);
    let broken = false;
    const failing: FileSystem = {
      ...files,
      open: async (path, mode) => {
        const file = await files.open(path, mode);
        const refuse = () => Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' }));
        return {
          ...file,
          sync: () => (broken ? refuse() : file.sync()),
          truncate: (size) => (broken ? refuse() : file.truncate(size)),
        };
      },
    };
    const log = await open(failing);
    broken = true;
    expect((await log.append([{ n: 2 }])).ok).toBe(false);
    broken = false;
    expect((await log.append([{ n: 3 }])).ok).toBe(false);
    expect(await numbersIn(files)).not.toContain(3);
  });
});
