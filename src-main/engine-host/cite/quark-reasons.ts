/** Which works runs with quarks cite. Test: test/unit/main/engine-host/cite-runs.test.ts. */
import { needsRoot } from '../../../src-engine/api/spec/determinant-power.ts';
import type { DiracName, DiracSpec, SeaQuarkSpec } from '../../../src-engine/api/spec/dirac-spec.ts';
import type { RunSpec } from '../../../src-engine/api/spec/run-spec.ts';
import type { Reason } from './reason.ts';

/** All quarks of a run, those of the sea and the one that is measured with. */
export const quarksOf = ({ fermion, valence }: RunSpec): readonly DiracSpec[] =>
  valence === undefined ? fermion : [...fermion, valence];

const has =
  (...operators: readonly DiracName[]) =>
  (spec: RunSpec): boolean =>
    quarksOf(spec).some(({ operator }) => operators.includes(operator));

const sea =
  (condition: (quark: SeaQuarkSpec, dimensions: number) => boolean) =>
  ({ fermion, lattice }: RunSpec): boolean =>
    fermion.some((quark) => condition(quark, lattice.dims.length));

export const quarkReasons: readonly Reason[] = [
  { work: 'pseudofermions', why: 'the determinant of the quarks as an integral', applies: sea(() => true) },
  { work: 'wilsonQuarks', why: 'Wilson fermions', applies: has('wilson', 'wilson-clover') },
  { work: 'clover', why: 'the improvement of Wilson fermions', applies: has('wilson-clover') },
  { work: 'kogutSusskind', why: 'staggered fermions', applies: has('staggered') },
  { work: 'kaplan', why: 'domain-wall fermions', applies: has('domain-wall', 'moebius') },
  { work: 'shamir', why: 'domain-wall fermions', applies: has('domain-wall', 'moebius') },
  { work: 'moebius', why: 'Moebius domain-wall fermions', applies: has('moebius') },
  {
    work: 'hasenbusch',
    why: 'the determinant in factors of different mass',
    applies: sea(({ hasenbusch }) => (hasenbusch ?? []).length > 0),
  },
  { work: 'rhmc', why: 'roots of determinants', applies: sea(needsRoot) },
  {
    work: 'sextonWeingarten',
    why: 'several step sizes in molecular dynamics',
    applies: ({ phase }) =>
      phase.some(({ update }) =>
        update.some((one) => one.algorithm === 'hmc' && (one.innerSteps ?? []).length > 0),
      ),
  },
  {
    work: 'forceGradient',
    why: 'the integrator of the molecular dynamics',
    applies: ({ phase }) =>
      phase.some(({ update }) =>
        update.some(
          (one) =>
            one.algorithm === 'hmc' && [one.integrator, one.innerIntegrator].includes('force-gradient'),
        ),
      ),
  },
  { work: 'chronological', why: 'the first guess of the solver', applies: sea(({ guesses }) => guesses > 0) },
  {
    work: 'conjugateGradients',
    why: 'the solver of the Dirac equation',
    applies: (spec) => quarksOf(spec).length > 0,
  },
];
