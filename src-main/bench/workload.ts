/**
 * What the benchmark repeats: the kernels of SU(3) with the Wilson action at beta = 5.7, exactly as runs launch them.
 *
 * Arithmetic as usually counted: plaquette 2592 flop per site; force 10752 (staples of all four directions, U A and its projection),
 * which is the whole kick of the gauge monomial and so also reads and writes the momenta; dslash 1320 (the hops of Wilson's D = 1 - kappa H on all
 * sites), and twice that for normal, the even-odd operator D^+ D with the norms and the step that conjugate gradients take in it. cg is 50 iterations
 * from zero and the true residual; solve and mixed reach 1e-10 at a kappa that takes 86 iterations on 8^4. A trajectory is five omelyan-2
 * steps with momenta, both energies and the accept step. Test: test/unit/main/bench/workload.test.ts.
 */
import { GaugeAction } from '../../src-engine/action/gauge-action.ts';
import { presetAction } from '../../src-engine/action/presets.ts';
import { unwrap } from '../../src-engine/base/result.ts';
import type { DiracOperator } from '../../src-engine/dirac/dirac-operator.ts';
import { makeDirac } from '../../src-engine/dirac/make-dirac.ts';
import { su } from '../../src-engine/group/group.ts';
import { Device } from '../../src-engine/kernel/device.ts';
import type { Executor } from '../../src-engine/kernel/executor.ts';
import type { Precision } from '../../src-engine/kernel/graph.ts';
import { type GaugeField, makeGaugeField } from '../../src-engine/lattice/gauge-field.ts';
import { type Field, Lattice } from '../../src-engine/lattice/lattice.ts';
import { setHot } from '../../src-engine/lattice/start.ts';
import { conjugateGradient } from '../../src-engine/linear/conjugate-gradient.ts';
import { mixedCg } from '../../src-engine/linear/mixed-precision.ts';
import { gaugeMonomial } from '../../src-engine/update/gauge-monomial.ts';
import { heatBath } from '../../src-engine/update/heat-bath.ts';
import { makeHmc } from '../../src-engine/update/hmc.ts';
import { omelyan2 } from '../../src-engine/update/integrator/index.ts';
import type { LinkUpdate } from '../../src-engine/update/link-sweep.ts';
import { makeMomenta } from '../../src-engine/update/momenta.ts';
import { overRelaxation } from '../../src-engine/update/over-relaxation.ts';
import type { KernelName } from './names.ts';
import type { Repeatable } from './sampling.ts';

export type Unit = 'gflops' | 'links/s' | 'trajectories/s' | 'iterations/s' | 'solves/s';

export const UNIT: Readonly<Record<KernelName, Unit>> = {
  plaquette: 'gflops',
  force: 'gflops',
  dslash: 'gflops',
  normal: 'gflops',
  cg: 'iterations/s',
  solve: 'solves/s',
  mixed: 'solves/s',
  heatbath: 'links/s',
  overrelaxation: 'links/s',
  drift: 'links/s',
  trajectory: 'trajectories/s',
};

/** Kernels that runs use in single precision. */
export const SINGLE_KERNELS: readonly KernelName[] = ['plaquette', 'force', 'dslash', 'normal', 'cg'];

const BETA = 5.7;
const SEED = 1;
const PLAQUETTE_FLOP = 2592;
const FORCE_FLOP = 10752;
export const DSLASH_FLOP = 1320;
const KAPPA = 0.12;
/** Of random links, whose critical one is 1/4: 86 iterations. */
const SOLVE_KAPPA = 0.19;
const SOLVE = { tolerance: 1e-10, maxIterations: 2000 };
/** As many as the native one does. */
const CG_ITERATIONS = 50;
/** Momenta grow by this much per run, so that they never overflow and are never denormal. */
const KICK = 1e-6;
const DRIFT = 1e-3;
export const TRAJECTORY_STEPS = 5;

const group = su(3);

export interface WilsonField {
  readonly field: GaugeField;
  readonly action: GaugeAction;
}

/** A hot start with the Wilson action, on a device of its own. */
export const wilsonField = (
  executor: Executor,
  dims: readonly number[],
  precision: Precision = 'f64',
): WilsonField => {
  const lattice = new Lattice(new Device(executor), dims, precision);
  const field = makeGaugeField(lattice, group);
  setHot(field, SEED);
  return { field, action: new GaugeAction(lattice, presetAction('wilson', BETA, group, dims.length)) };
};

/** HMC as the trajectory kernel runs it. */
export const wilsonHmc = ({ field, action }: WilsonField) =>
  makeHmc(field, {
    length: 0.5,
    levels: [{ scheme: omelyan2, steps: TRAJECTORY_STEPS, monomials: [gaugeMonomial(action, field)] }],
  });

const wilsonDirac = (
  field: GaugeField,
  kappa = KAPPA,
  precision = field.lattice.layout.precision,
): DiracOperator =>
  unwrap(
    makeDirac(
      field,
      { operator: 'wilson', kappa, boundary: 'antiperiodic', smearing: 'none' },
      { precision },
    ),
  );

/** The even-odd operator with a Gaussian right-hand side; `work` starts from zero every time. */
const solving = (
  { normal }: DiracOperator,
  units: number,
  work: (b: Field, x: Field) => void,
): Repeatable => {
  const [b, x] = [normal.space.vector(), normal.space.vector()];
  normal.space.gaussian(b, { seed: SEED, update: 0, purpose: 'pseudofermion' });
  return {
    work: units,
    run: () => {
      normal.space.zero(x);
      work(b, x);
    },
  };
};

const sweeps = (update: LinkUpdate, links: number): Repeatable => {
  let n = 0;
  return { work: links, run: () => void update.sweep({ seed: SEED, update: n++ }) };
};

/** Work is in the kernel's unit (gflops: 1e9 flop). */
export const workload = (kernel: KernelName, wilson: WilsonField): Repeatable => {
  const { field, action } = wilson;
  const { lattice, links } = field;
  const linkCount = lattice.volume * lattice.dims.length;
  switch (kernel) {
    case 'plaquette':
      return { work: 1e-9 * PLAQUETTE_FLOP * lattice.volume, run: () => void action.loopSums(links) };
    case 'force': {
      const momenta = lattice.field(lattice.dims.length * group.algebraComponents);
      const monomial = gaugeMonomial(action, field);
      return { work: 1e-9 * FORCE_FLOP * lattice.volume, run: () => monomial.kick(momenta, KICK) };
    }
    case 'dslash': {
      const { space, apply } = wilsonDirac(field);
      const [x, out] = [space.vector(), space.vector()];
      space.gaussian(x, { seed: SEED, update: 0, purpose: 'pseudofermion' });
      return { work: 1e-9 * DSLASH_FLOP * lattice.volume, run: () => apply(out, x) };
    }
    case 'normal': {
      const { normal } = wilsonDirac(field);
      const [p, r] = [normal.space.vector(), normal.space.vector()];
      normal.space.gaussian(p, { seed: SEED, update: 0, purpose: 'pseudofermion' });
      return {
        work: 2e-9 * DSLASH_FLOP * lattice.volume,
        run: () => {
          normal.energy(p);
          normal.descend(r, p, [KICK]);
        },
      };
    }
    case 'cg': {
      const dirac = wilsonDirac(field);
      return solving(dirac, CG_ITERATIONS, (b, x) => {
        conjugateGradient(dirac.normal, b, x, { tolerance: 0, maxIterations: CG_ITERATIONS });
      });
    }
    case 'solve': {
      const dirac = wilsonDirac(field, SOLVE_KAPPA);
      return solving(dirac, 1, (b, x) => {
        unwrap(conjugateGradient(dirac.normal, b, x, SOLVE));
      });
    }
    case 'mixed': {
      const dirac = wilsonDirac(field, SOLVE_KAPPA);
      const coarse = wilsonDirac(field, SOLVE_KAPPA, 'f32');
      return solving(dirac, 1, (b, x) => {
        unwrap(mixedCg(dirac.normal, coarse.normal, b, x, SOLVE));
      });
    }
    case 'heatbath':
      return sweeps(unwrap(heatBath(action, field)), linkCount);
    case 'overrelaxation':
      return sweeps(unwrap(overRelaxation(action, field)), linkCount);
    case 'drift': {
      const momenta = makeMomenta(field);
      momenta.refresh({ seed: SEED, update: 0 });
      return { work: linkCount, run: () => momenta.drift(DRIFT) };
    }
    case 'trajectory': {
      const hmc = wilsonHmc(wilson);
      let update = 0;
      return { work: 1, run: () => void hmc.trajectory({ seed: SEED, update: update++ }) };
    }
  }
};

/** a = b + s c over fields of the size of the native triad, 24 bytes per element; work in GB. */
export const triad = (executor: Executor): Repeatable => {
  const components = 64;
  const lattice = new Lattice(new Device(executor), [16, 16, 16, 16]);
  const [a, b, c] = [lattice.field(components), lattice.field(components), lattice.field(components)];
  const kernel = lattice.kernel('triad', (k) => {
    const fields = [k.field('a', components), k.field('b', components), k.field('c', components)] as const;
    const s = k.param();
    for (let i = 0; i < components; i++)
      k.store(fields[0], i, k.fma(s, k.load(fields[2], k.here, i), k.load(fields[1], k.here, i)));
  });
  return {
    work: 24e-9 * lattice.volume * components,
    run: () => void kernel([a, b, c], { params: [1.001] }),
  };
};
