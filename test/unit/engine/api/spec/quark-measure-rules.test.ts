import { describe, expect, it } from 'vitest';
import type { SpecProblem } from '../../../../../src-engine/api/spec/problem.ts';
import { readSpec } from '../../../../../src-engine/api/spec/read-spec.ts';
import { anyLoops, type Document, minimal } from '../../../../support/spec-documents.ts';

const wilson = { operator: 'wilson', kappa: 0.12 };
const staggered = { operator: 'staggered', mass: 0.3 };
const domainWall = { operator: 'domain-wall', mass: 0.1 };
const measured = (measure: Document, quark: Document = wilson, dims = [4, 4, 4, 6], group = 'SU(3)') =>
  minimal({ valence: quark, measure, lattice: { dims, group } });

/** Each rule once broken and once kept by the nearest document that is right. */
const cases: readonly [string, string, Document, Document][] = [
  [
    'a pion needs a quark',
    'measure.pion',
    minimal({ measure: { pion: {} } }),
    minimal({ measure: { pion: {} }, fermion: [wilson] }),
  ],
  [
    'eigenvalues need an operator',
    'measure.eigenvalues',
    minimal({ measure: { eigenvalues: {} } }),
    measured({ eigenvalues: {} }, staggered),
  ],
  [
    'staggered mesons have phases at a point source',
    'measure.mesons',
    measured({ mesons: { source: 'z2' } }, staggered),
    measured({ mesons: { source: 'z2', channel: ['g5'] } }, staggered),
  ],
  [
    'two dimensions have four channels',
    'measure.mesons',
    measured({ mesons: {} }, wilson, [4, 4]),
    measured({ mesons: { channel: ['g5', 'gx', 'gt'] } }, wilson, [4, 4]),
  ],
  [
    'a nucleon has three colours',
    'measure.nucleon',
    measured({ nucleon: {} }, wilson, [4, 4, 4, 4], 'SU(2)'),
    measured({ nucleon: {} }, wilson),
  ],
  [
    'a nucleon has one source for three quarks',
    'measure.nucleon',
    measured({ nucleon: { source: 'z4' } }),
    measured({ nucleon: { source: 'wall' } }, domainWall),
  ],
  [
    'the valence quark decides, not the sea',
    'measure.pcac',
    { ...measured({ pcac: {} }, staggered), fermion: [wilson] },
    { ...measured({ pcac: {} }), fermion: [staggered] },
  ],
  [
    'the PCAC mass is not that of staggered quarks',
    'measure.pcac',
    measured({ pcac: {} }, staggered),
    measured({ pcac: {} }, { ...wilson, operator: 'wilson-clover' }),
  ],
  [
    'a source is on the lattice',
    'measure.pion.position',
    measured({ pion: { position: [0, 0, 4, 0] } }),
    measured({ pion: { position: [0, 0, 0, 5] } }),
  ],
  [
    'a source has as many coordinates as the lattice',
    'measure.nucleon.position',
    measured({ nucleon: { position: [0, 0, 0] } }),
    measured({ nucleon: { position: [0, 0, 0, 0] } }),
  ],
  [
    'a time slice is on the lattice',
    'measure.pcac.time',
    measured({ pcac: { source: 'wall', time: 6 } }),
    measured({ pcac: { source: 'z2', time: 5 } }),
  ],
  [
    'powers are those of an operator',
    'measure.condensate.powers',
    measured({ condensate: { powers: 2 } }, domainWall),
    measured({ condensate: { powers: 2 } }),
  ],
  [
    'an exact trace is for small lattices',
    'measure.condensate.noise',
    measured({ condensate: { noise: 'exact' } }, wilson, [8, 8, 8, 8]),
    measured({ condensate: { noise: 'exact' } }, staggered, [8, 8, 8, 8]),
  ],
];

describe('rules of measurements with quarks', () => {
  it.each(cases)('%s', (_name, path, broken, kept) => {
    const result = readSpec(broken, anyLoops);
    const problems = result.ok ? [] : (result.error.detail!.problems as readonly SpecProblem[]);
    expect(problems).toMatchObject([{ code: 'spec.conflict', path }]);
    expect(readSpec(kept, anyLoops)).toMatchObject({ ok: true });
  });
});
