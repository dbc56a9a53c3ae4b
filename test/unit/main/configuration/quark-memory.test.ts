/** The estimate for observables of quarks is an upper bound of what is allocated, and not far above it. */
import { expect, it } from 'vitest';
import type { ValenceSpec } from '../../../../src-engine/api/spec/dirac-spec.ts';
import type { QuarkObservable } from '../../../../src-engine/api/spec/hadron-spec.ts';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { measureField } from '../../../../src-main/configuration/measurement.ts';
import { memoryOfQuarks } from '../../../../src-main/configuration/quark-memory.ts';
import { randomGaugeField } from '../../../support/lattice.ts';

const common = { boundary: 'antiperiodic', smearing: 'none', tolerance: 1e-3, maxIterations: 3000 } as const;
const wall = { mass: 0.3, height: 1.8, ls: 6 };

it.each<[string, ValenceSpec, QuarkObservable, readonly number[], number]>([
  ['Wilson', { operator: 'wilson', kappa: 0.1, ...common }, 'pion', [4, 4, 8, 8], 3],
  ['Wilson in two dimensions', { operator: 'wilson', kappa: 0.2, ...common }, 'condensate', [32, 32], 1],
  [
    'stout-smeared Wilson',
    { operator: 'wilson', kappa: 0.1, ...common, smearing: 'stout', smearingSteps: 2, smearingStrength: 0.1 },
    'pcac',
    [4, 4, 8, 8],
    3,
  ],
  ['clover', { operator: 'wilson-clover', kappa: 0.1, clover: 1, ...common }, 'nucleon', [4, 4, 8, 8], 3],
  ['staggered', { operator: 'staggered', mass: 1, ...common }, 'condensate', [4, 4, 8, 8], 3],
  ['staggered SU(2)', { operator: 'staggered', mass: 1, ...common }, 'eigenvalues', [4, 4, 8, 8], 2],
  ['Wilson eigenvalues', { operator: 'wilson', kappa: 0.1, ...common }, 'eigenvalues', [4, 4, 4, 8], 3],
  ['domain wall', { operator: 'domain-wall', ...wall, ...common }, 'pion', [4, 4, 4, 8], 3],
  ['Moebius', { operator: 'moebius', ...wall, b: 1.5, c: 0.5, ...common }, 'pion', [4, 4, 4, 8], 3],
])('%s', (_, quark, observable, dims, colours) => {
  const field = randomGaugeField(dims, colours);
  const before = field.lattice.device.bytes;
  const quarks = {
    quark,
    source: { source: 'point' },
    channels: ['g5'],
    traces: { noise: 'z2', hits: 1, powers: 2 },
    eigenvalues: { count: 2, tolerance: 1e-2 },
    noiseSeed: 1,
  } as const;
  unwrap(
    measureField(field, {
      observables: [observable],
      maxR: 1,
      maxT: 1,
      smearing: 'none',
      smearingSteps: 0,
      smearingStrength: 0.1,
      flowAction: 'wilson',
      flowTime: 1,
      flowStep: 0.1,
      flowRecord: 0.1,
      quarks,
    }),
  );
  const allocated = field.lattice.device.bytes - before;
  const { fields } = memoryOfQuarks({ dims, colours }, [observable], quarks);
  // what blocks keep for themselves does not grow with the lattice
  expect(allocated).toBeLessThan(fields + 2 ** 19);
  expect(allocated).toBeGreaterThan(0.5 * fields);
});
