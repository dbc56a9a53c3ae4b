/** What is said of the memory of a run before it starts, against what its simulation takes. */
import { expect, it } from 'vitest';
import { estimateMemoryBytes } from '../../../../src-engine/api/spec/memory.ts';
import { readSpec } from '../../../../src-engine/api/spec/read-spec.ts';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { Simulation } from '../../../../src-engine/run/simulation.ts';
import { threadPoolExecutor } from '../../../../src-main/worker/thread-pool.ts';
import { type Document, minimal, noLoops } from '../../../support/spec-documents.ts';

/** From here on solvers work in single precision inside, if they are not those of a root. */
const large = { lattice: { dims: [8, 8, 8, 4], group: 'SU(3)' } };

const cases: readonly [string, Document, string?][] = [
  ['no quarks', {}],
  ['Wilson quarks and a pion', { fermion: [{ kappa: 0.1 }], measure: { pion: { every: 1 } } }],
  ['Hasenbusch masses and earlier solutions', { fermion: [{ kappa: 0.1, hasenbusch: [0.3], guesses: 3 }] }],
  ['one flavour, displaced links', { fermion: [{ kappa: 0.1, flavours: 1 }] }, 'force-gradient'],
  ['smeared clover quarks', { fermion: [{ operator: 'wilson-clover', kappa: 0.1, smearing: 'stout' }] }],
  [
    'a root of a staggered field',
    { fermion: [{ operator: 'staggered', mass: 0.5, tastes: 2 }], measure: { condensate: { every: 1 } } },
  ],
  [
    'eight tastes on a large lattice',
    { ...large, fermion: [{ operator: 'staggered', mass: 0.5, tastes: 8 }] },
  ],
  ['a root on a large lattice', { ...large, fermion: [{ operator: 'staggered', mass: 0.5, tastes: 2 }] }],
  [
    'smeared clover quarks on a large lattice',
    {
      ...large,
      fermion: [{ operator: 'wilson-clover', kappa: 0.1, smearing: 'stout', 'smearing-steps': 3 }],
    },
  ],
  ['domain walls on a large lattice', { ...large, fermion: [{ operator: 'domain-wall', mass: 0.5, ls: 4 }] }],
  ['domain walls', { fermion: [{ operator: 'domain-wall', mass: 0.5, ls: 4 }] }],
  ['eigenvalues', { valence: { kappa: 0.1 }, measure: { eigenvalues: { every: 1 } } }],
];

it.each(cases)('with %s is known to within a half', (_name, changes, integrator = 'omelyan-2') => {
  const update = [{ algorithm: 'hmc', steps: 2, integrator, 'reversibility-check-every': 1 }];
  const spec = unwrap(readSpec(minimal({ ...changes, phase: [{ updates: 1, update }] }), noLoops));
  const executor = threadPoolExecutor({ threads: 1 });
  try {
    const simulation = new Simulation(spec, executor);
    simulation.step();
    const ratio = estimateMemoryBytes(spec) / simulation.bytes;
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.5);
  } finally {
    executor.dispose();
  }
});
