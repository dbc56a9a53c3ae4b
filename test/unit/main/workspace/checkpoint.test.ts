import { describe, expect, it } from 'vitest';
import { fail, ok, unwrap } from '../../../../src-engine/base/result.ts';
import {
  type CheckpointRequest,
  keptCheckpoints,
  latestCheckpoint,
  pruneCheckpoints,
  writeCheckpoint,
} from '../../../../src-main/workspace/checkpoint.ts';
import { faultyFileSystem } from '../../../support/faulty-file-system.ts';
import { type VolatileFileSystem, volatileFileSystem } from '../../../support/volatile-file-system.ts';

const part = (name: string, content: string) => ({
  name,
  write: async (sink: { write(bytes: Uint8Array): Promise<void> }) => {
    await sink.write(new TextEncoder().encode(content));
    return ok(undefined);
  },
});
const request = (update: number): CheckpointRequest => ({
  update,
  specHash: 'h',
  state: { counter: update, list: [1, null, 'x'] },
  parts: [part('links.bin', `links ${update}`), part('momenta.bin', `momenta ${update}`)],
});
const token = (n: number): string => n.toString(16).padStart(16, '0').split('').reverse().join('');

const disk = async (): Promise<VolatileFileSystem> => {
  const files = volatileFileSystem();
  await files.makeFolder('/c');
  return files;
};
const save = async (files: VolatileFileSystem, update: number, segment = 1) =>
  unwrap(await writeCheckpoint(files, '/c', segment, token(segment * 100 + update), request(update)));
const latest = async (files: VolatileFileSystem) => unwrap(await latestCheckpoint(files, '/c'));

describe('checkpoints', () => {
  it('read back what was written', async () => {
    const files = await disk();
    const written = await save(files, 120);
    const { checkpoint, problems } = await latest(files);
    expect(checkpoint).toEqual(written);
    expect(problems).toEqual([]);
    expect(checkpoint.state).toEqual({ counter: 120, list: [1, null, 'x'] });
    expect(new TextDecoder().decode(files.contentOf(checkpoint.files[1]!.path))).toBe('momenta 120');
  });

  it('are newest by segment, then by update', async () => {
    const files = await disk();
    for (const [update, segment] of [
      [100, 1],
      [120, 1],
      [110, 2],
      [105, 2],
    ] as const)
      await save(files, update, segment);
    expect((await latest(files)).checkpoint).toMatchObject({ update: 110, segment: 2 });
  });

  it('keep the newest two, and nothing of the others', async () => {
    const files = await disk();
    for (const update of [1, 2, 3, 4]) await save(files, update);
    unwrap(await pruneCheckpoints(files, '/c', keptCheckpoints));
    expect(files.allFiles().length).toBe(6);
    expect((await latest(files)).checkpoint.update).toBe(4);
    for (const path of files.allFiles()) expect(path).toMatch(/000000000[34]-s1-/);
  });

  it('leave files of other kinds alone', async () => {
    const files = await disk();
    await files.open('/c/notes.txt', 'create');
    await save(files, 1);
    unwrap(await pruneCheckpoints(files, '/c', 2));
    expect(files.allFiles()).toContain('/c/notes.txt');
  });

  it('fall back to the one before when any bit of the newest is flipped, and say so', async () => {
    const files = await disk();
    await save(files, 1);
    const before = new Set(files.allFiles());
    await save(files, 2);
    for (const path of files.allFiles().filter((name) => !before.has(name))) {
      const content = files.contentOf(path);
      for (let bit = 0; bit < 8 * content.length; bit += 5) {
        // The newline at the end of a manifest carries nothing.
        if (path.endsWith('.json') && bit >= 8 * (content.length - 1)) break;
        const damaged = content.slice();
        damaged[bit >> 3]! ^= 1 << (bit & 7);
        files.setContent(path, damaged);
        const { checkpoint, problems } = await latest(files);
        expect(checkpoint.update, `${path} bit ${bit}`).toBe(1);
        expect(problems).toMatchObject([{ code: 'run.checkpointDamaged' }]);
      }
      for (const damaged of [
        content.subarray(0, -2),
        new Uint8Array(0),
        new Uint8Array([...content, ...content]),
      ]) {
        files.setContent(path, damaged);
        expect((await latest(files)).checkpoint.update).toBe(1);
      }
      await files.remove(path);
      if (!path.endsWith('.json')) expect((await latest(files)).problems.length).toBe(1);
      await files.open(path, 'create');
      files.setContent(path, content);
      expect((await latest(files)).checkpoint.update).toBe(2);
    }
  });

  it('are missing, or all damaged', async () => {
    const files = await disk();
    expect(await latestCheckpoint(files, '/c')).toMatchObject({
      ok: false,
      error: { code: 'run.checkpointMissing' },
    });
    expect(await latestCheckpoint(files, '/none')).toMatchObject({
      ok: false,
      error: { code: 'run.checkpointMissing' },
    });
    const { files: written } = await save(files, 1);
    files.setContent(written[0]!.path, new Uint8Array(3));
    expect(await latestCheckpoint(files, '/c')).toMatchObject({
      ok: false,
      error: { code: 'run.checkpointDamaged' },
    });
  });

  it('that fail half way leave the one before, at every step', async () => {
    for (let at = 0; ; at++) {
      const files = await disk();
      await save(files, 1);
      const faulty = faultyFileSystem(files, { at, kind: 'torn', lasts: 'forever' });
      const written = await writeCheckpoint(faulty, '/c', 1, token(2), request(2));
      const found = await latest(files);
      expect(found.problems).toEqual([]);
      if (written.ok) {
        expect(at).toBeGreaterThan(20);
        expect(found.checkpoint.update).toBe(2);
        return;
      }
      expect([1, 2]).toContain(found.checkpoint.update);
      unwrap(await pruneCheckpoints(files, '/c', 2));
      expect((await latest(files)).checkpoint.update).toBe(found.checkpoint.update);
      expect(files.allFiles().length).toBe(found.checkpoint.update * 3);
    }
  });

  it('whose part cannot be made leave nothing', async () => {
    const files = await disk();
    const broken = { name: 'x.bin', write: async () => fail('run.diverged', 'No.', 'Stop.') };
    const written = await writeCheckpoint(files, '/c', 1, token(1), {
      ...request(1),
      parts: [...request(1).parts, broken],
    });
    expect(written).toMatchObject({ ok: false, error: { code: 'run.diverged' } });
    expect(files.allFiles()).toEqual([]);
  });
});
