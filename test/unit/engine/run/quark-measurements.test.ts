/** Quarks as live metrics: those of the links after the update, with noise of their own for each update, stopped and resumed or not. */
import { expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { singleThreadExecutor } from '../../../../src-engine/kernel/single-thread.ts';
import { getConfiguration } from '../../../../src-engine/lattice/gauge-field.ts';
import { makeMeter, scheduledRequests } from '../../../../src-engine/observable/index.ts';
import { checkLoops } from '../../../../src-engine/run/check-loops.ts';
import { Simulation } from '../../../../src-engine/run/simulation.ts';
import { parseSpec } from '../../../../src-main/spec/parse-spec.ts';
import { smallSpec } from '../../../support/run-lab.ts';

const spec = unwrap(
  parseSpec(
    `${smallSpec({ dims: '[2, 2, 2, 4]', group: 'SU(3)', beta: 5.7 })}
[valence]
operator = "staggered"
mass = 0.3
tolerance = 1e-12
[measure.pion]
every = 2
[measure.condensate]
every = 1
noise = "z4"
hits = 2
[measure.static-potential]
every = 2
max-r = 1
time = 1
[measure.eigenvalues]
every = 2
count = 2
`,
    checkLoops,
  ),
);

it('every update has the numbers of its own links and noise', () => {
  const run = new Simulation(spec, singleThreadExecutor());
  for (let update = 1; update <= 4; update++) {
    const found = run.step();
    expect('pion.0' in found).toBe(update % 2 === 0);
    const meter = makeMeter(run.field, [], spec.seed);
    meter.fresh(update);
    for (const { every, request } of scheduledRequests(spec.measure, spec.valence)) {
      if (update % every !== 0) continue;
      for (const { name, value } of unwrap(meter(request)).values) expect(found[name]).toBeCloseTo(value, 9);
    }
  }
});

it('a resumed run goes on with the same numbers', () => {
  const whole = new Simulation(spec, singleThreadExecutor());
  whole.step();
  whole.step();
  const configuration = getConfiguration(whole.field);
  const wanted = [whole.step(), whole.step()];
  const resumed = new Simulation(spec, singleThreadExecutor());
  resumed.restore(configuration, 2);
  expect([resumed.step(), resumed.step()]).toEqual(wanted);
});
