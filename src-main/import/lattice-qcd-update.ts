/**
 * Updates of LatticeQCD.jl as a phase of ours: one list of algorithms, carried out for every trajectory from initialtrj to Nsteps.
 * Test: test/unit/main/import/lattice-qcd.test.ts.
 */
import { type GivenKeys, quoted, wordFor } from './given-keys.ts';

/** Why an update method is not there. */
const methodsElsewhere: Readonly<Record<string, string>> = {
  SLHMC: 'Self-learning hybrid Monte Carlo is not there.',
  SLMC: 'Self-learning Monte Carlo is not there.',
  IntegratedHMC: 'Hybrid Monte Carlo with the exact determinant is not there; "HMC" samples the same weight.',
  IntegratedHB: 'A heat bath with the exact determinant is not there; "HMC" samples the same weight.',
  Fileloading: 'This measures stored configurations, which is no run here: measure the files themselves.',
};

const hmcOf = (keys: GivenKeys, hasSea: boolean): Record<string, unknown> => {
  const [size, steps] = [keys.number('Δτ', 0.05), keys.integer('MDsteps', 20)];
  const nested = keys.boolean('SextonWeingargten', false);
  const inner = keys.integer('N_SextonWeingargten', 2);
  const length = Number((size * steps).toPrecision(12));
  keys.taken(
    'Δτ',
    `length = Δτ MDsteps = ${length}`,
    'Momenta have the same normalisation, sum (p^a)^2 / 2.',
  );
  keys.taken(
    'MDsteps',
    `steps = ${steps}, integrator = "leapfrog"`,
    'The same scheme; "omelyan-2" needs fewer steps.',
  );
  if (keys.has('QPQ')) {
    keys.boolean('QPQ', true);
    keys.taken('QPQ', 'momenta first, as QPQ = false there', 'Both orders are leapfrog, half a step apart.');
  }
  if (!nested || !hasSea) {
    const why = nested ? 'There are no quarks, so there is one level.' : 'There is one level of steps.';
    keys.leftOut('SextonWeingargten', why);
    keys.leftOut('N_SextonWeingargten', why);
    return { algorithm: 'hmc', length, steps, integrator: 'leapfrog' };
  }
  keys.taken('SextonWeingargten', 'the quark on level 0, the gauge action on level 1');
  keys.taken('N_SextonWeingargten', `inner-steps = [${inner}]`);
  return {
    algorithm: 'hmc',
    length,
    steps,
    integrator: 'leapfrog',
    'inner-steps': [inner],
    'inner-integrator': 'leapfrog',
  };
};

const heatBathOf = (keys: GivenKeys): Record<string, unknown>[] => {
  const [reflects, sweeps] = [keys.boolean('useOR', false), keys.integer('numOR', 0)];
  const heatBath = { algorithm: 'heat-bath', sweeps: 1 };
  if (!reflects || sweeps < 1) {
    for (const key of ['useOR', 'numOR']) keys.leftOut(key, 'There is no over-relaxation.');
    return [heatBath];
  }
  keys.taken('useOR', 'an update over-relaxation after the heat bath');
  keys.taken('numOR', `sweeps = ${sweeps}`);
  return [heatBath, { algorithm: 'over-relaxation', sweeps }];
};

export const updateOf = (keys: GivenKeys, hasSea: boolean): readonly Record<string, unknown>[] => {
  const method = keys.text('update_method', 'HMC');
  if (method === 'HMC') {
    keys.taken('update_method', 'algorithm = "hmc"');
    return [hmcOf(keys, hasSea)];
  }
  if (method === 'Heatbath') {
    keys.taken('update_method', 'algorithm = "heat-bath"');
    return heatBathOf(keys);
  }
  keys.blocked(
    'update_method',
    wordFor(methodsElsewhere, method) ?? `There is no update method ${quoted(method)} here.`,
  );
  return [];
};

export const phaseOf = (keys: GivenKeys, update: readonly unknown[]): Record<string, unknown> => {
  const [first, last] = [keys.integer('initialtrj', 1), keys.integer('Nsteps', 100)];
  const updates = last - first + 1;
  if (updates < 1) keys.blocked('Nsteps', `Trajectories ${first} to ${last} are none.`);
  keys.taken(
    'Nsteps',
    `phase.updates = ${updates}`,
    keys.has('initialtrj') ? `Trajectories ${first} to ${last}.` : '',
  );
  if (keys.has('initialtrj')) keys.taken('initialtrj', 'updates count from 1 here');
  return { updates, update };
};
