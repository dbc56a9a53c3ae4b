import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fail, ok, unwrap } from '../../../../src-engine/base/result.ts';
import { writeConfiguration } from '../../../../src-engine/format/index.ts';
import { FLOW_STEP } from '../../../../src-main/configuration/field-lab.ts';
import { identify } from '../../../../src-main/configuration/file-identity.ts';
import { Cancelled } from '../../../../src-main/configuration/ticket.ts';
import { nodeFileSystem } from '../../../../src-main/storage/node-file-system.ts';
import { fieldLab, ticket } from '../../../support/field-lab.ts';
import { memorySink } from '../../../support/memory-sink.ts';
import { randomField } from '../../../support/random-field.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plaquette-lab-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const dims = [2, 4, 2, 6];
const put = async (name: string, seed = 1) => {
  const sink = memorySink();
  const field = randomField(dims, 3, seed);
  unwrap(await writeConfiguration(sink, field, { format: 'ildg' }));
  writeFileSync(join(folder, name), sink.bytes());
  return { field, file: unwrap(await identify(nodeFileSystem, join(folder, name))) };
};
const fits = () => ok(null);

describe('the field in hand', () => {
  it('is read once, slice by slice, and told so', async () => {
    const { field, file } = await put('a');
    const lab = fieldLab();
    const first = ticket();
    const wanted = { file, geometry: {}, threads: 1 };
    const gauge = unwrap(await lab.load(wanted, fits, first));
    expect(gauge.lattice.read(gauge.links)).toEqual(field.links);
    expect(first.steps).toEqual(Array.from({ length: 6 }, (_, t) => `reading time slice ${t + 1} of 6`));
    const second = ticket();
    expect(unwrap(await lab.load(wanted, fits, second))).toBe(gauge);
    expect(second.steps).toEqual([]);
    expect(lab.made()).toBe(1);
  });

  it('is another one for another file, for another geometry, and for fewer threads', async () => {
    const [a, b] = [await put('a', 1), await put('b', 2)];
    const lab = fieldLab();
    const load = (file = a.file, threads = 2) => lab.load({ file, geometry: {}, threads }, fits, ticket());
    await load();
    const other = unwrap(await load(b.file));
    expect(other.lattice.read(other.links)).toEqual(b.field.links);
    await load();
    expect(lab.made()).toBe(3);
    await load(a.file, 4);
    expect(lab.made()).toBe(3);
    await load(a.file, 1);
    expect(lab.made()).toBe(4);
    await lab.load({ file: a.file, geometry: { dims }, threads: 1 }, fits, ticket());
    expect(lab.made()).toBe(5);
  });

  it('is refused before anything is allocated', async () => {
    const { file } = await put('a');
    const lab = fieldLab();
    const refusal = fail('resource.memory', 'Too much.', 'Take less.');
    expect(await lab.load({ file, geometry: {}, threads: 1 }, () => refusal, ticket())).toEqual(refusal);
    expect(lab.made()).toBe(0);
  });

  it('is not believed when the file changes before, while or after it is read', async () => {
    const { file } = await put('a');
    const changed = { ok: false, error: { code: 'store.changed' } };
    const wanted = { file, geometry: {}, threads: 1 };
    const lab = fieldLab();
    const atSlice3 = ticket();
    const touching = {
      ...atSlice3,
      report: (_: number | null, step: string) => {
        if (step.includes('slice 3')) utimesSync(file.path, 5, 5);
      },
      cancelled: false,
    };
    expect(await lab.load(wanted, fits, touching)).toMatchObject(changed);
    expect(await lab.load(wanted, fits, ticket())).toMatchObject(changed);
    const now = unwrap(await identify(nodeFileSystem, file.path));
    unwrap(await lab.load({ ...wanted, file: now }, fits, ticket()));
    rmSync(file.path);
    expect(await lab.load({ ...wanted, file: now }, fits, ticket())).toMatchObject({
      error: { code: 'store.notFound' },
    });
  });
});

describe('the flowed field', () => {
  it('goes on from an earlier time, and starts again for one before', async () => {
    const { file } = await put('a');
    const lab = fieldLab();
    unwrap(await lab.load({ file, geometry: {}, threads: 1 }, fits, ticket()));
    const steps = (time: number): number => {
      const told = ticket();
      lab.flowed(time, told);
      return told.steps.length;
    };
    expect(steps(5 * FLOW_STEP)).toBe(5);
    expect(steps(5 * FLOW_STEP)).toBe(0);
    expect(steps(7 * FLOW_STEP)).toBe(2);
    expect(steps(3 * FLOW_STEP)).toBe(3);
    lab.releaseFlow();
    expect(steps(4 * FLOW_STEP)).toBe(4);
  });

  it('leaves the links alone, and stays usable when it is cut off', async () => {
    const { field, file } = await put('a');
    const lab = fieldLab();
    const gauge = unwrap(await lab.load({ file, geometry: {}, threads: 1 }, fits, ticket()));
    const stopping = ticket(/flow time 0\.12/);
    expect(() => lab.flowed(0.4, stopping)).toThrow(Cancelled);
    const told = ticket();
    lab.flowed(0.4, told);
    expect(told.steps).toHaveLength(7);
    expect(told.fractions.at(-1)).toBe(1);
    expect(gauge.lattice.read(gauge.links)).toEqual(field.links);
    expect(lab.flowed(0, ticket())).toBe(gauge);
  });

  it('takes no more memory the second time', async () => {
    const { file } = await put('a');
    const lab = fieldLab();
    const gauge = unwrap(await lab.load({ file, geometry: {}, threads: 1 }, fits, ticket()));
    const { device } = gauge.lattice;
    lab.flowed(0.1, ticket());
    const before = device.bytes;
    for (const time of [0.05, 0.2, 0.1]) lab.flowed(time, ticket());
    expect(device.bytes).toBe(before);
  });
});
