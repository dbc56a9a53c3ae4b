import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { openWorkspace } from '../../../../src-main/workspace/workspace.ts';
import { type EngineLab, type LabClient, openEngineLab } from '../../../support/engine-lab.ts';
import { quarkSeries, quarkTruth } from '../../../support/quark-series.ts';
import { fillRun, makeRun } from '../../../support/sample-run.ts';

let lab: EngineLab;
let client: LabClient;
let run = '';

beforeAll(async () => {
  lab = openEngineLab();
  client = lab.connect();
  const place = join(lab.folder, 'w');
  await client.get('workspace.create', { handle: lab.handle(place), name: 'w' });
  const disk = unwrap(await openWorkspace(place));
  run = (await makeRun(disk)).id;
  await fillRun(disk, run, { values: quarkSeries(400), end: 'finished' });
  await disk.close();
});
afterAll(() => lab.dispose());

const fit = { name: 'pion', cut: 50, from: 7, to: 14, model: 'cosh', states: 1, weighing: 'full' } as const;

describe('correlators over the contract', () => {
  it('data after the cut of the results, or another one', async () => {
    const { cut } = await client.get('run.results', { run, cut: null });
    const data = await client.get('run.correlator', { run, name: 'pion', cut: null });
    expect(data).toMatchObject({
      cut,
      samples: 400 - cut,
      extent: 32,
      kind: 'meson',
      models: ['cosh', 'exp'],
    });
    expect(data.effectiveMass?.value).toHaveLength(16);
    // asked twice, the same: nothing that is kept was given away
    expect(await client.get('run.correlator', { run, name: 'pion', cut: null })).toEqual(data);
    expect((await client.get('run.correlator', { run, name: 'pion', cut: 100 })).samples).toBe(300);
  });

  it('with the rows that have come since', async () => {
    const place = join(lab.folder, 'w');
    const disk = unwrap(await openWorkspace(place));
    const series = quarkSeries(60, 9);
    const { id } = await makeRun(disk);
    const first = Object.fromEntries(
      Object.entries(series).map(([name, values]) => [name, values.slice(0, 40)]),
    );
    const writer = await fillRun(disk, id, { values: first });
    const samples = async () =>
      (await client.get('run.correlator', { run: id, name: 'pion', cut: 0 })).samples;
    expect(await samples()).toBe(40);
    unwrap(
      await writer.appendMetrics(
        Array.from({ length: 20 }, (_, i) => ({
          update: 41 + i,
          values: Object.fromEntries(Object.entries(series).map(([name, values]) => [name, values[40 + i]!])),
        })),
      ),
    );
    await expect.poll(samples).toBe(60);
    unwrap(await writer.setState({ state: 'finished' }));
    unwrap(await writer.close());
    await disk.close();
  });

  it('fits', async () => {
    const made = await client.get('run.correlatorFit', { run, ...fit });
    const [mass] = made.parameters;
    expect(Math.abs(mass!.value - quarkTruth.pion)).toBeLessThan(4 * mass!.error);
    expect(made.curve.value).toHaveLength(made.curve.at.length);
    const refused = await client.call('run.correlatorFit', { run, ...fit, to: 7 });
    expect(refused.ok ? '' : refused.error.code).toBe('statistics.noFit');
  });

  it('eigenvalues of all samples', async () => {
    const spectrum = await client.get('run.eigenvalues', { run, cut: 100 });
    expect(spectrum).toMatchObject({ count: 8, samples: 300 });
    expect(spectrum.histogram.counts.reduce((sum, n) => sum + n, 0)).toBe(2400);
  });

  it('says what is not there', async () => {
    const none = await client.call('run.correlator', { run, name: 'kaon', cut: null });
    expect(none.ok ? '' : none.error.code).toBe('run.noSeries');
  });
});
