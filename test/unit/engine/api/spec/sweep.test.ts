import { describe, expect, it } from 'vitest';
import { readSpec } from '../../../../../src-engine/api/spec/read-spec.ts';
import { MOST_RUNS, planSweep, type Sweep, wholeSweep } from '../../../../../src-engine/api/spec/sweep.ts';
import { readVariation, splitVaried, type Variation } from '../../../../../src-engine/api/spec/variation.ts';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import { checkLoops } from '../../../../../src-engine/run/check-loops.ts';

const training = {
  version: 1,
  name: 'phi',
  seed: 7,
  lattice: { dims: [4, 4], group: 'scalar' },
  action: { preset: 'phi4', 'mass-squared': 1, lambda: 0.5 },
  flow: { kind: 'affine', couplings: 2, hidden: [4] },
  training: { steps: 30 },
};
const chain = {
  version: 1,
  name: 'su3',
  seed: 7,
  lattice: { dims: [4, 4, 4, 4], group: 'SU(3)' },
  action: { beta: 5.7 },
  phase: [
    { updates: 10, update: [{ algorithm: 'heat-bath' }, { algorithm: 'over-relaxation', sweeps: 2 }] },
    { updates: 20, update: [{ algorithm: 'heat-bath' }] },
  ],
};
const read = (document: object) => readSpec(document, checkLoops);
const vary = (...texts: readonly string[]): readonly Variation[] =>
  texts.map((text) => unwrap(readVariation(unwrap(splitVaried(text)))));
const planned = (document: object, ...texts: readonly string[]): Sweep =>
  unwrap(planSweep(document as never, vary(...texts), read));
const sweep = (...args: Parameters<typeof planned>) => planned(...args).runs;
const specsOf = (runs: Sweep['runs']) => unwrap(wholeSweep({ name: '', runs }));
const values = (text: string) => vary(text)[0]!.values;
const refusal = (made: { ok: boolean }) => {
  if (made.ok) throw new Error('not refused');
  return (made as unknown as { error: { code: string; message: string; remedy: string } }).error;
};

describe('values of a key', () => {
  it('are read as the key wants them', () => {
    expect(values('training.learning-rate=1e-3, 3e-3,.1')).toEqual([0.001, 0.003, 0.1]);
    expect(values('flow.hidden=[8, 8], [16]')).toEqual([[8, 8], [16]]);
    expect(values('lattice.dims=8x8, 16x16, 4 4')).toEqual([
      [8, 8],
      [16, 16],
      [4, 4],
    ]);
    expect(values('training.schedule=cosine,"constant"')).toEqual(['cosine', 'constant']);
    expect(values('run.budget=10m, 1h')).toEqual(['10m', '1h']);
    expect(values("action.loops='plaquette: 6.0; rectangle: -0.3'")).toEqual([
      'plaquette: 6.0; rectangle: -0.3',
    ]);
    expect(values('action.beta=5.7, six')).toEqual([5.7, 'six']);
  });

  it('belong to one key that there is, and are different', () => {
    const refused = (path: string, list: string) => refusal(readVariation({ path, list }));
    expect(refused('training.learning_rates', '1').remedy).toBe('Did you mean training.learning-rate?');
    expect(refused('training', '1').message).toMatch(/section of keys/);
    expect(refused('name', 'a, b').message).toBe('name cannot be varied.');
    expect(refused('seed', '1, 2, 1').message).toBe('seed has the value 1 twice.');
    expect(refused('seed', '').message).toBe('seed has no values.');
    expect(refused('seed', '1,,2').message).toBe('Value 2 of seed is empty.');
    expect(refusal(splitVaried('seed')).code).toBe('usage.wrong');
  });
});

describe('a sweep', () => {
  it('has a run for each combination, named by what varies', () => {
    const runs = sweep(training, 'flow.couplings=2,4', 'training.learning-rate=1e-3,3e-3');
    expect(runs.map(({ name }) => name)).toEqual([
      'couplings 2, learning-rate 0.001 (phi)',
      'couplings 2, learning-rate 0.003 (phi)',
      'couplings 4, learning-rate 0.001 (phi)',
      'couplings 4, learning-rate 0.003 (phi)',
    ]);
    const specs = specsOf(runs);
    expect(
      specs.map(({ flow, training: t }) => [flow && 'couplings' in flow && flow.couplings, t?.learningRate]),
    ).toEqual([
      [2, 0.001],
      [2, 0.003],
      [4, 0.001],
      [4, 0.003],
    ]);
    expect(specs.map(({ name }) => name)).toEqual(runs.map(({ name }) => name));
    expect(new Set(specs.map(({ seed }) => seed))).toEqual(new Set([7]));
    expect(training.flow.couplings).toBe(2);
  });

  it('tells keys of the same name apart, and reaches into lists', () => {
    const runs = sweep(chain, 'phase[1].updates=5,6', 'phase[2].updates=7', 'phase[1].update[2].sweeps=1');
    expect(runs.map(({ name }) => name)).toEqual([
      'phase[1].updates 5, phase[2].updates 7, sweeps 1 (su3)',
      'phase[1].updates 6, phase[2].updates 7, sweeps 1 (su3)',
    ]);
    const [spec] = specsOf(runs);
    expect(spec!.phase.map(({ updates }) => updates)).toEqual([5, 7]);
    expect(spec!.phase[0]!.update[1]).toMatchObject({ algorithm: 'over-relaxation', sweeps: 1 });
    const one = { ...chain, phase: chain.phase.slice(1) };
    expect(sweep(one, 'phase.updates=3')[0]!.values).toEqual([{ path: 'phase[1].updates', text: '3' }]);
    expect(refusal(planSweep(chain, vary('phase.updates=3'), read))).toMatchObject({
      message: expect.stringMatching(/2 tables \[\[phase\]\]/),
      remedy: 'Say which one, such as phase[1].updates.',
    });
    expect(refusal(planSweep(chain, vary('phase[3].updates=3'), read)).message).toMatch(/no item 3/);
  });

  it('is nothing as a whole when one of its runs cannot be', () => {
    const runs = sweep(training, 'training.learning-rate=1e-3,-1', 'flow.couplings=2,0');
    expect(runs.map(({ spec }) => spec.ok)).toEqual([true, false, false, false]);
    const { code, message } = refusal(wholeSweep({ name: 'phi', runs }));
    expect(code).toMatch(/^spec\./);
    expect(message).toMatch(
      /^3 of 4 specifications cannot be carried out, so no run was made\. learning-rate 0\.001, couplings 0 \(phi\): /,
    );
  });

  it('has an end', () => {
    const many = Array.from({ length: 50 }, (_, i) => i + 1).join(',');
    expect(refusal(planSweep(training, vary(`seed=${many}`, 'training.steps=1,2,3,4,5'), read)).message).toBe(
      'These are 250 runs.',
    );
    expect(MOST_RUNS).toBeLessThan(250);
    expect(refusal(planSweep(training, vary('seed=1', 'seed=2'), read)).message).toBe(
      'seed is varied twice.',
    );
    const long = { ...training, name: 'x'.repeat(118) };
    const names = sweep(long, 'seed=1,2').map(({ name }) => name);
    expect(names.map((name) => name.length)).toEqual([115, 115]);
    expect(new Set(names).size).toBe(2);
  });
});
