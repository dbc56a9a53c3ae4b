import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { measure } from '../../../../src-engine/observable/index.ts';
import { FLOW_STEP } from '../../../../src-main/configuration/field-lab.ts';
import { axesOf } from '../../../../src-main/configuration/site-field.ts';
import type { MeasurementFacts } from '../../../../src-main/contract/index.ts';
import { type ServiceLab, serviceLab } from '../../../support/configuration-service.ts';
import { newLattice, randomGaugeField } from '../../../support/lattice.ts';
import { randomField } from '../../../support/random-field.ts';

let lab: ServiceLab;
beforeEach(() => {
  lab = serviceLab({ quietMs: 0 });
});
afterEach(() => lab.close());

const dims = [4, 2, 6, 4];
const field = randomField(dims, 3, 3);
const provenance = (run: string): string =>
  JSON.stringify({ run, update: 40, specHash: 'x', codeVersion: '1' });
const request = {
  observables: ['plaquette' as const],
  maxR: 2,
  maxT: 2,
  smearing: 'none' as const,
  smearingSteps: 0,
  smearingStrength: 0.1,
  flowAction: 'wilson' as const,
  flowTime: 0.1,
  flowStep: 0.02,
};

describe('opening', () => {
  it('says what a file is, and knows it again', async () => {
    await lab.write('a.ildg', field, { format: 'ildg', provenance: provenance('known') });
    const source = { handle: lab.handle('a.ildg') };
    const [one, other] = await Promise.all([
      lab.call('configuration.open', { source, dims: null, group: null }),
      lab.call('configuration.open', { source, dims: null, group: null }),
    ]);
    const facts = unwrap(one);
    expect(facts).toMatchObject({
      name: 'a.ildg',
      folder: lab.folder,
      viewable: true,
      origin: { run: 'known', update: 40, here: true, runName: 'A known run' },
      inspection: { format: 'ildg', dims, group: 'SU(3)', status: 'intact' },
    });
    expect(unwrap(other)).toEqual(facts);
    expect(unwrap(await lab.call('task.list', {}))).toMatchObject([
      {
        kind: 'inspect',
        state: 'done',
        title: 'Inspecting a.ildg',
        outcome: expect.stringMatching(/^Intact: an SU\(3\)/),
      },
    ]);
    expect(await lab.open('a.ildg')).toBe(facts.id);
    expect(unwrap(await lab.call('configuration.opened', {}))).toEqual([facts]);
    expect(unwrap(await lab.call('configuration.get', { configuration: facts.id }))).toEqual(facts);
    await lab.call('configuration.close', { configuration: facts.id });
    expect(unwrap(await lab.call('configuration.opened', {}))).toEqual([]);
    expect(await lab.call('configuration.get', { configuration: facts.id })).toMatchObject({
      error: { code: 'configuration.notOpen' },
    });
    expect(await lab.open('a.ildg')).toBe(facts.id);
  });

  it('names a run elsewhere, and none where the file tells of none', async () => {
    await lab.write('b.ildg', field, { format: 'ildg', provenance: provenance('stranger') });
    await lab.write('c.ildg', field, { format: 'ildg', provenance: '{"run": 7}' });
    await lab.write('d.nersc', field, { format: 'nersc' });
    const originOf = async (name: string) =>
      unwrap(await lab.call('configuration.get', { configuration: await lab.open(name) })).origin;
    expect(await originOf('b.ildg')).toEqual({ run: 'stranger', update: 40, here: false, runName: null });
    expect(await originOf('c.ildg')).toBeNull();
    expect(await originOf('d.nersc')).toBeNull();
  });

  it('finds the file of a run', async () => {
    await lab.write('r-40.lime', field, { format: 'ildg' });
    const reply = await lab.call('configuration.open', {
      source: { run: 'r', update: 40 },
      dims: null,
      group: null,
    });
    expect(unwrap(reply).name).toBe('r-40.lime');
  });
});

describe('fields', () => {
  it('agree with what is measured, at flow time 0 and after flow', async () => {
    await lab.write('a.ildg', field, { format: 'ildg' });
    const configuration = await lab.open('a.ildg');
    const gauge = randomGaugeField(dims, 3, 3);
    const measured = (name: string): number => {
      const all = (['plaquette', 'action-density', 'polyakov'] as const).flatMap(
        (observable) => unwrap(measure(gauge, { observable })).values,
      );
      const charge = measure(gauge, { observable: 'topological-charge', definition: ['clover'] });
      return [...all, ...unwrap(charge).values].find((v) => v.name === name)!.value;
    };
    const fieldOf = async (
      quantity: 'plaquette' | 'action-density' | 'topological-charge-density' | 'polyakov-real',
      flowTime = 0,
    ) => unwrap(await lab.call('configuration.field', { configuration, quantity, flowTime }));
    expect((await fieldOf('plaquette')).mean).toBeCloseTo(measured('plaquette'), 12);
    expect((await fieldOf('action-density')).mean).toBeCloseTo(measured('action-density'), 11);
    expect((await fieldOf('topological-charge-density')).sum).toBeCloseTo(
      measured('topological-charge.clover'),
      11,
    );
    expect((await fieldOf('polyakov-real')).mean).toBeCloseTo(measured('polyakov.re'), 12);
    expect((await fieldOf('polyakov-real')).axes).toEqual(['x', 'y', 'z']);

    const flow = measure(gauge, {
      observable: 'flow',
      action: 'wilson',
      integrator: 'rk3',
      step: FLOW_STEP,
      maxTime: 0.1,
      recordEvery: 0.1,
    });
    const late = unwrap(flow).values.find(({ name }) => name === 'flow.topological-charge.clover')!.value;
    // the flow has gone further already: it starts again
    expect((await fieldOf('plaquette', 0.2)).mean).toBeGreaterThan(measured('plaquette') + 0.1);
    expect((await fieldOf('topological-charge-density', 0.1)).sum).toBeCloseTo(late, 9);
  });

  it('are cut into slices', async () => {
    await lab.write('a.ildg', field, { format: 'ildg' });
    const configuration = await lab.open('a.ildg');
    const wanted = { configuration, quantity: 'plaquette', flowTime: 0 } as const;
    const facts = unwrap(await lab.call('configuration.field', wanted));
    expect(facts.axes).toEqual(axesOf(4));
    expect(facts.histogram.reduce((sum, n) => sum + n, 0)).toBe(4 * 2 * 6 * 4);
    const slice = unwrap(
      await lab.call('configuration.slice', { field: wanted, axes: [0, 2], at: [0, 1, 0, 3] }),
    );
    expect([slice.width, slice.height, slice.values.length]).toEqual([4, 6, 24]);
    expect(slice.min).toBeGreaterThanOrEqual(facts.min);
    const volume = unwrap(
      await lab.call('configuration.volume', { field: wanted, fixedAxis: 3, at: 3, maxExtent: 8 }),
    );
    expect(volume.dims).toEqual([4, 2, 6]);
    // y = 1 of the volume is the slice
    for (let z = 0; z < 6; z++)
      for (let x = 0; x < 4; x++) expect(slice.values[x + 4 * z]).toBe(volume.values[x + 4 * (1 + 2 * z)]);
  });

  it('are computed once for all who ask at the same time', async () => {
    await lab.write('a.ildg', randomField([8, 8, 8, 8], 3), { format: 'ildg' });
    const configuration = await lab.open('a.ildg');
    const wanted = { configuration, quantity: 'action-density', flowTime: 0.3 } as const;
    const [one, two] = await Promise.all([
      lab.call('configuration.field', wanted),
      lab.call('configuration.field', wanted),
    ]);
    expect(unwrap(one)).toEqual(unwrap(two));
    // and kept: nothing is computed for the third
    expect(unwrap(await lab.call('configuration.field', wanted))).toEqual(unwrap(one));
    const fields = unwrap(await lab.call('task.list', {})).filter(({ kind }) => kind === 'field');
    expect(fields).toMatchObject([{ state: 'done', title: 'Action density of a.ildg at flow time 0.3' }]);
  });
});

describe('measuring', () => {
  const quarks = {
    quark: {
      operator: 'wilson' as const,
      kappa: 0.11,
      boundary: 'antiperiodic' as const,
      smearing: 'none' as const,
      tolerance: 1e-10,
      maxIterations: 500,
    },
    source: { source: 'point' as const },
    channels: ['gx' as const],
    traces: { noise: 'z2' as const, hits: 2, powers: 1 },
    eigenvalues: { count: 1, tolerance: 1e-4 },
    noiseSeed: 3,
  };

  it('measures hadrons with the quark it is given, and tells how well it was solved for', async () => {
    await lab.write('a.ildg', field, { format: 'ildg' });
    const configuration = await lab.open('a.ildg');
    const observables = ['pion' as const, 'condensate' as const];
    const { task } = unwrap(
      await lab.call('configuration.measure', {
        configuration,
        request: { ...request, observables, quarks },
      }),
    );
    expect(await lab.ended(task)).toMatchObject({ state: 'done', failure: null });
    const event = lab.events.find(({ name }) => name === 'configuration.measured')!.payload as {
      results: MeasurementFacts[];
    };
    const wanted = unwrap(
      measure(randomGaugeField(dims, 3, 3, newLattice(dims)), {
        observable: 'pion',
        quark: quarks.quark,
        source: 'point',
      }),
    );
    const [pion, condensate] = event.results;
    expect(pion?.table?.rows.map((row) => row[1])).toEqual(
      wanted.values.slice(0, 4).map(({ value }) => expect.closeTo(value, 9)),
    );
    expect(pion?.values.map(({ name }) => name)).toEqual(['solver.iterations', 'solver.residual']);
    expect(condensate?.values.map(({ name }) => name)).toContain('condensate.error');
  });

  it.each([
    ['no quark', undefined, 'usage.wrong'],
    [
      'too few iterations',
      { ...quarks, quark: { ...quarks.quark, maxIterations: 2 } },
      'solver.notConverged',
    ],
    [
      'a source beside the lattice',
      { ...quarks, source: { source: 'wall' as const, time: 4 } },
      'spec.outOfRange',
    ],
  ])('fails by name with %s', async (_, chosen, code) => {
    await lab.write('a.ildg', field, { format: 'ildg' });
    const configuration = await lab.open('a.ildg');
    const { task } = unwrap(
      await lab.call('configuration.measure', {
        configuration,
        request: { ...request, observables: ['pion'], ...(chosen && { quarks: chosen }) },
      }),
    );
    expect(await lab.ended(task)).toMatchObject({ state: 'failed', failure: { code } });
  });

  it('gives the numbers of the engine, as an event with tables', async () => {
    await lab.write('a.ildg', field, { format: 'ildg' });
    const configuration = await lab.open('a.ildg');
    const observables = ['plaquette', 'wilson-loops', 'topological-charge', 'flow'] as const;
    const { task } = unwrap(
      await lab.call('configuration.measure', {
        configuration,
        request: { ...request, observables: [...observables] },
      }),
    );
    const ended = await lab.ended(task);
    expect(ended).toMatchObject({ state: 'done', kind: 'measure', failure: null });
    expect(ended.outcome).toBe('Measured plaquette, wilson-loops, topological-charge, flow.');
    const event = lab.events.find(({ name }) => name === 'configuration.measured')!.payload as {
      configuration: string;
      task: string;
      results: MeasurementFacts[];
    };
    expect(event).toMatchObject({ configuration, task });
    const [plaquette, loops, charge, flow] = event.results;
    const gauge = randomGaugeField(dims, 3, 3, newLattice(dims));
    expect(plaquette?.values[0]?.value).toBeCloseTo(
      unwrap(measure(gauge, { observable: 'plaquette' })).values[0]!.value,
      12,
    );
    expect(loops?.table?.columns).toEqual(['R', 'T', 'W']);
    expect(loops?.table?.rows.map(([r, t]) => [r, t])).toEqual([
      [1, 1],
      [1, 2],
      [2, 1],
      [2, 2],
    ]);
    expect(charge?.values.map(({ name }) => name)).toContain('topological-charge.improved');
    expect(flow?.table?.rows.at(-1)?.[0]).toBe(0.1);
    expect(flow?.table?.columns).toContain('Q (clover)');
  });
});

describe('converting', () => {
  it('writes, reads again, keeps the origin, and says so', async () => {
    const original = await lab.write('a.ildg', field, { format: 'ildg', provenance: provenance('known') });
    const configuration = await lab.open('a.ildg');
    const { task } = unwrap(
      await lab.call('configuration.convert', {
        configuration,
        format: 'scidac',
        precision: 'f32',
        target: lab.handle('b.scidac'),
      }),
    );
    const ended = await lab.ended(task);
    expect(ended).toMatchObject({ state: 'done', kind: 'convert', fraction: 1 });
    expect(ended.outcome).toMatch(
      /^Wrote b\.scidac: SU\(3\) on 4 x 2 x 6 x 4, scidac, f32, \d+ bytes; read again/,
    );
    const copy = unwrap(await lab.call('configuration.get', { configuration: await lab.open('b.scidac') }));
    expect(copy.inspection).toMatchObject({ precision: 'f32', status: 'intact' });
    expect(copy.origin?.run).toBe('known');
    expect(original.length).toBeGreaterThan(0);
  });
});

describe('limits', () => {
  it('of kept fields: what was not looked at for longest is computed again', async () => {
    await lab.close();
    lab = serviceLab({ fieldBytes: 1000, quietMs: 0 });
    await lab.write('a', field, { format: 'ildg' });
    const configuration = await lab.open('a');
    const ask = (quantity: 'plaquette' | 'action-density') =>
      lab.call('configuration.field', { configuration, quantity, flowTime: 0 });
    const count = () => new Set(lab.tasks.filter(({ kind }) => kind === 'field').map(({ id }) => id)).size;
    const first = unwrap(await ask('plaquette'));
    await ask('plaquette');
    expect(count()).toBe(1);
    await ask('action-density');
    expect(unwrap(await ask('plaquette'))).toEqual(first);
    expect(count()).toBe(3);
  });

  it('of open files: the least recently used one is forgotten', async () => {
    await lab.close();
    lab = serviceLab({ openLimit: 2 });
    for (const name of ['a', 'b', 'c']) await lab.write(name, field, { format: 'nersc', date: name });
    const a = await lab.open('a');
    const b = await lab.open('b');
    await lab.call('configuration.get', { configuration: a });
    const c = await lab.open('c');
    expect(unwrap(await lab.call('configuration.opened', {})).map(({ id }) => id)).toEqual([a, c]);
    expect(await lab.call('configuration.get', { configuration: b })).toMatchObject({ ok: false });
  });
});
