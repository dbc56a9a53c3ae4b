/** Models made, imported, exported and removed while the disk fails or the power goes at any step: complete or not at all. */
import { describe, expect, it } from 'vitest';
import { ok, type Result, unwrap } from '../../src-engine/base/result.ts';
import { encodeModel, type Model } from '../../src-engine/learn/model/model-file.ts';
import { readModelAt } from '../../src-main/model/model-store.ts';
import { isTemporaryName } from '../../src-main/storage/durable-file.ts';
import type { FileSystem } from '../../src-main/storage/file-system.ts';
import { unfinishedPrefix } from '../../src-main/workspace/layout.ts';
import { type FaultKind, faultyFileSystem } from '../support/faulty-file-system.ts';
import { modelDisk } from '../support/model-disk.ts';
import { sampleModel } from '../support/model-lab.ts';
import { folder } from '../support/storage-scenario.ts';
import type { Fate } from '../support/volatile-file-system.ts';

const trained = sampleModel({ name: 'trained' }, 2);
const foreign = sampleModel({ id: 'm-20200101-000000-0001', name: 'foreign' }, 3);
const bytesOf = (model: Model): string => Buffer.from(unwrap(encodeModel(model))).toString('hex');

interface Journal {
  /** Acknowledged: identifiers with their bytes. */
  readonly made: Map<string, string>;
  readonly removed: string[];
  exported: boolean;
}

/** A disk with a model outside of the workspace. */
const prepared = async () => {
  const disk = await modelDisk();
  const file = await disk.files.open('/foreign.safetensors', 'create');
  await file.write(unwrap(encodeModel(foreign)), 0);
  await file.sync();
  await disk.files.syncFolder('/');
  return disk;
};

const live = async (disk: Awaited<ReturnType<typeof modelDisk>>, files: FileSystem): Promise<Journal> => {
  const journal: Journal = { made: new Map(), removed: [], exported: false };
  const store = disk.storeOn(files);
  const { id: _, created: __, ...manifest } = trained.manifest;
  const keep = <T>(result: Result<T>, note: (value: T) => void): void => {
    if (result.ok) note(result.value);
  };
  const own = await store.add({ manifest, tensors: trained.tensors });
  if (own.ok) {
    const { id, created } = own.value.manifest;
    journal.made.set(id, bytesOf({ ...trained, manifest: { ...trained.manifest, id, created } }));
    keep(await store.exportTo(id, '/out.safetensors', 'file', 'create'), () => (journal.exported = true));
  }
  const imported = await store.importFrom('/foreign.safetensors', () => ok(undefined));
  keep(imported, ({ model }) => journal.made.set(model.manifest.id, bytesOf(foreign)));
  keep(await store.remove(foreign.manifest.id), () => journal.removed.push(foreign.manifest.id));
  return journal;
};

/** What a later process finds on `files`. */
const check = async (disk: Awaited<ReturnType<typeof modelDisk>>, files: FileSystem, journal: Journal) => {
  const store = disk.storeOn(files);
  const { models, damaged } = unwrap(await store.list());
  expect(damaged).toEqual([]);
  const listed = models.map(({ manifest }) => manifest.id);
  for (const { manifest, problem } of models) {
    expect(problem).toBeUndefined();
    const model = unwrap(await store.load(manifest.id));
    expect([bytesOf(trained), bytesOf(foreign)]).toContain(
      bytesOf({ ...model, manifest: { ...model.manifest, ...ownNames(model) } }),
    );
  }
  for (const [id, bytes] of journal.made) {
    const isRemoved = journal.removed.includes(id);
    // a removal that was begun may have been done, wholly or by half
    if (id === foreign.manifest.id && !isRemoved && !listed.includes(id)) continue;
    const place = isRemoved ? 'trash' : 'models';
    expect(listed.includes(id)).toBe(!isRemoved);
    expect(bytesOf(unwrap(await readModelAt(files, `${folder}/${place}/${id}`)))).toBe(bytes);
  }
  const out = await files.facts('/out.safetensors');
  if (journal.exported) expect(out?.kind).toBe('file');
  if (out !== undefined) expect((await readModelAt(files, '/out.safetensors')).ok).toBe(true);
};

/** Identifier and date that the store gave, taken back for the comparison. */
const ownNames = ({ manifest }: Model) => {
  const { id, created } = manifest.name === 'trained' ? trained.manifest : foreign.manifest;
  return { id, created };
};

const atEveryStep = async (
  kind: FaultKind,
  lasts: 'once' | 'forever',
  after: (disk: Awaited<ReturnType<typeof modelDisk>>) => FileSystem,
): Promise<void> => {
  for (let at = 0; ; at++) {
    const disk = await prepared();
    const faulty = faultyFileSystem(disk.files, { at, kind, lasts });
    const journal = await live(disk, faulty);
    try {
      await check(disk, after(disk), journal);
    } catch (error) {
      throw new Error(`fault at operation ${at}`, { cause: error });
    }
    if (faulty.struck()) continue;
    expect([journal.made.size, journal.removed.length, journal.exported]).toEqual([2, 1, true]);
    expect(at).toBeGreaterThan(50);
    const names = await disk.files.list(`${folder}/models`);
    expect(names.filter((name) => name.startsWith(unfinishedPrefix) || isTemporaryName(name))).toEqual([]);
    return;
  }
};

const fates = (seed: number) => {
  let state = seed * 2654435761;
  return (): Fate => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (['kept', 'half', 'lost'] as const)[Math.floor((state / 2 ** 32) * 3)]!;
  };
};

describe('models on a failing disk', () => {
  for (const kind of ['diskFull', 'short', 'torn', 'lostAnswer'] as const)
    for (const lasts of ['once', 'forever'] as const)
      it(`are complete or not there, whichever step meets "${kind}", ${lasts}`, () =>
        atEveryStep(kind, lasts, ({ files }) => files));
});

describe('models when the power goes at any step', () => {
  it.each<readonly [string, () => () => Fate]>([
    ['nothing unsynced survives', () => () => 'lost'],
    ['everything survives', () => () => 'kept'],
    ...[1, 2, 3, 4].map((seed) => [`some of it survives (seed ${seed})`, () => fates(seed)] as const),
  ])('are there as acknowledged when %s', (_, fate) =>
    atEveryStep('error', 'forever', ({ files }) => files.afterPowerLoss(fate())),
  );
});
