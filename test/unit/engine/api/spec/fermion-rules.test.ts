import { describe, expect, it } from 'vitest';
import type { SpecProblem } from '../../../../../src-engine/api/spec/problem.ts';
import { readSpec } from '../../../../../src-engine/api/spec/read-spec.ts';
import { canonicalToml } from '../../../../../src-engine/api/spec/render-toml.ts';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import { anyLoops, type Document, minimal } from '../../../../support/spec-documents.ts';

const wilson = { operator: 'wilson', kappa: 0.12 };
const staggered = { operator: 'staggered', mass: 0.3 };
const sea = (quark: Document = {}, changes: Document = {}) =>
  minimal({ fermion: [{ ...wilson, ...quark }], ...changes });
const lattice = (dims: readonly number[], group = 'SU(3)', more: Document = {}) => ({
  lattice: { dims, group, ...more },
});
const hmc = (changes: Document = {}) => ({
  phase: [{ updates: 10, update: [{ algorithm: 'hmc', ...changes }] }],
});

/** Each rule once broken and once kept by the nearest document that is right. */
const cases: readonly [string, string, Document, Document][] = [
  [
    'three dimensions have no quarks',
    'fermion[1].operator',
    sea({}, lattice([4, 4, 4])),
    sea({}, lattice([4, 4])),
  ],
  [
    'U(1) has quarks in two dimensions',
    'valence.operator',
    minimal({ valence: wilson, ...lattice([4, 4, 4, 4], 'U(1)') }),
    minimal({ valence: wilson, ...lattice([4, 4], 'U(1)') }),
  ],
  ['extents are even', 'lattice.dims', sea({}, lattice([4, 4, 4, 5])), sea({}, lattice([4, 4, 4, 6]))],
  [
    'two dimensions have two operators',
    'fermion[1].operator',
    sea({ operator: 'wilson-clover' }, lattice([4, 4])),
    sea({ operator: 'wilson-clover' }),
  ],
  [
    'quarks are not twisted',
    'lattice.twist',
    sea({}, lattice([4, 4, 4, 4], 'SU(3)', { twist: { xy: 1 } })),
    sea({}, lattice([4, 4, 4, 4], 'SU(3)', { twist: {} })),
  ],
  [
    'staggered quarks have a mass',
    'fermion[1].mass',
    minimal({ fermion: [{ ...staggered, mass: 0 }] }),
    minimal({ fermion: [{ operator: 'domain-wall', mass: 0 }] }),
  ],
  [
    'the sea needs hybrid Monte Carlo',
    'phase[1].update[1].algorithm',
    sea({}, hmc({ algorithm: 'heat-bath' })),
    minimal({ valence: wilson, ...hmc({ algorithm: 'heat-bath' }) }),
  ],
  [
    'domain walls come in pairs',
    'fermion[1].flavours',
    minimal({ fermion: [{ operator: 'moebius', mass: 0.1, flavours: 3 }] }),
    sea({ flavours: 3 }),
  ],
  [
    'Hasenbusch masses are for two flavours',
    'fermion[1].hasenbusch',
    sea({ hasenbusch: [0.1], flavours: 3 }),
    sea({ hasenbusch: [0.1], flavours: 2 }),
  ],
  [
    'Hasenbusch masses rise',
    'fermion[1].hasenbusch',
    sea({ hasenbusch: [0.2, 0.2] }),
    sea({ hasenbusch: [0.2, 0.3] }),
  ],
  [
    'Hasenbusch masses are positive',
    'fermion[1].hasenbusch',
    sea({ hasenbusch: [0, 0.3] }),
    sea({ hasenbusch: [0.1, 0.3] }),
  ],
  [
    'levels are levels of the integrator',
    'fermion[1].level',
    sea({ hasenbusch: [0.3], level: [0, 2] }, hmc({ 'inner-steps': [2] })),
    sea({ hasenbusch: [0.3], level: [0, 1] }, hmc({ 'inner-steps': [2] })),
  ],
  ['without inner steps there is level 0', 'fermion[1].level', sea({ level: [1] }), sea({ level: [0] })],
  [
    'there are not more levels than pseudofermions',
    'fermion[1].level',
    sea({ level: [0, 0] }),
    sea({ level: [0, 0], hasenbusch: [0.2] }),
  ],
];

describe('rules of quarks', () => {
  it.each(cases)('%s', (_name, path, broken, kept) => {
    const result = readSpec(broken, anyLoops);
    const problems = result.ok ? [] : (result.error.detail!.problems as readonly SpecProblem[]);
    expect(problems).toMatchObject([{ code: 'spec.conflict', path }]);
    expect(readSpec(kept, anyLoops)).toMatchObject({ ok: true });
  });
});

describe('keys of quarks', () => {
  const problemsOf = (document: Document) => {
    const result = readSpec(document, anyLoops);
    return result.ok ? [] : (result.error.detail!.problems as readonly SpecProblem[]);
  };

  it.each<[string, string, Document]>([
    ['spec.unusedKey', 'fermion[1].mass', sea({ mass: 0.1 })],
    ['spec.unusedKey', 'fermion[1].clover', sea({ clover: 1.2 })],
    ['spec.unusedKey', 'fermion[1].tastes', sea({ tastes: 2 })],
    ['spec.unusedKey', 'fermion[1].smearing-steps', sea({ 'smearing-steps': 2 })],
    ['spec.unusedKey', 'fermion[1].b', minimal({ fermion: [{ operator: 'domain-wall', mass: 0.1, b: 1 }] })],
    ['spec.unusedKey', 'fermion[1].hasenbusch', minimal({ fermion: [{ ...staggered, hasenbusch: [0.2] }] })],
    ['spec.unusedKey', 'phase[1].update[1].inner-steps', minimal(hmc({ 'inner-steps': [2] }))],
    [
      'spec.unusedKey',
      'phase[1].update[1].inner-integrator',
      sea({}, hmc({ 'inner-integrator': 'leapfrog' })),
    ],
    ['spec.unknownKey', 'valence.flavours', minimal({ valence: { ...wilson, flavours: 2 } })],
    ['spec.missingKey', 'fermion[1].kappa', minimal({ fermion: [{}] })],
    ['spec.missingKey', 'valence.mass', minimal({ valence: { operator: 'staggered' } })],
    ['spec.outOfRange', 'fermion[1].kappa', sea({ kappa: -0.1 })],
    ['spec.wrongType', 'fermion', minimal({ fermion: wilson })],
  ])('%s at %s', (code, path, document) => {
    expect(problemsOf(document)).toMatchObject([{ code, path }]);
  });

  it('are filled in, and only those that apply', () => {
    expect(
      canonicalToml(unwrap(readSpec(sea({ hasenbusch: [0.3] }, hmc({ 'inner-steps': [4] })), anyLoops))),
    ).toMatchInlineSnapshot(`
      "version = 1
      name = "untitled"
      seed = 1

      [lattice]
      dims = [4, 4, 4, 4]
      group = "SU(3)"
      twist = {}

      [action]
      preset = "wilson"
      beta = 5.7

      [[fermion]]
      operator = "wilson"
      kappa = 0.12
      boundary = "antiperiodic"
      smearing = "none"
      flavours = 2
      hasenbusch = [0.3]
      level = []
      tolerance = 1e-12
      force-tolerance = 1e-8
      max-iterations = 10000
      guesses = 0

      [start]
      kind = "cold"

      [[phase]]
      name = "production"
      updates = 10

      [[phase.update]]
      algorithm = "hmc"
      length = 1.0
      steps = 10
      integrator = "omelyan-2"
      inner-steps = [4]
      inner-integrator = "omelyan-2"
      reversibility-check-every = 100

      [run]
      thermalisation = "auto"
      budget = "none"
      checkpoint-every = 0
      checkpoint-interval = "10m"
      save-every = 0
      threads = 0
      reproducible = false

      [alarm]
      acceptance-band = [0.4, 1.0]
      exp-dh-sigma = 4.0
      reversibility = 1e-8
      unitarity = 1e-10
      stall-factor = 20.0
      "
    `);
  });

  it('of no quarks are not written', () => {
    const none = canonicalToml(unwrap(readSpec(minimal({ fermion: [] }), anyLoops)));
    expect(none).toBe(canonicalToml(unwrap(readSpec(minimal(), anyLoops))));
    expect(none).not.toMatch(/fermion|inner/);
  });
});
