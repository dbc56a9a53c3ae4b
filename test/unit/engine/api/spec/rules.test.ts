import { describe, expect, it } from 'vitest';
import type { SpecProblem } from '../../../../../src-engine/api/spec/problem.ts';
import { readSpec } from '../../../../../src-engine/api/spec/read-spec.ts';
import { anyLoops, type Document, minimal } from '../../../../support/spec-documents.ts';

const su3 = (changes: Document) => minimal({ lattice: { dims: [4, 4, 4, 4], group: 'SU(3)', ...changes } });
const updates = (...algorithms: string[]) => ({
  phase: [{ updates: 10, update: algorithms.map((algorithm) => ({ algorithm })) }],
});

/** Each rule once broken and once kept by the nearest document that is right. */
const cases: readonly [string, string, Document, Document][] = [
  ['a flux is below N', 'lattice.twist', su3({ twist: { xy: 3 } }), su3({ twist: { xy: 2 } })],
  ['a flux is not negative', 'lattice.twist', su3({ twist: { zt: -1 } }), su3({ twist: { zt: 1 } })],
  [
    'a plane of the twist exists',
    'lattice.twist',
    su3({ dims: [4, 4, 4], twist: { yt: 1 } }),
    su3({ dims: [4, 4, 4], twist: { yz: 1 } }),
  ],
  [
    'the heat bath needs a linear action',
    'phase[1].update[1].algorithm',
    minimal({ action: { loops: 'square: 1' }, ...updates('heat-bath') }),
    minimal({ action: { loops: 'plaquette: 1' }, ...updates('heat-bath') }),
  ],
  [
    'over-relaxation needs a linear action',
    'phase[1].update[2].algorithm',
    minimal({ action: { loops: 'square: 1' }, ...updates('hmc', 'over-relaxation') }),
    minimal({ action: { loops: 'square: 1' }, ...updates('hmc', 'hmc') }),
  ],
  [
    'Metropolis needs a linear action',
    'phase[1].update[1].algorithm',
    minimal({ action: { loops: 'square: 1' }, ...updates('metropolis') }),
    minimal({ action: { loops: 'plaquette: 1' }, ...updates('metropolis') }),
  ],
  [
    'hits fit into a kernel',
    'phase[1].update[1].hits',
    { ...su3({}), phase: [{ updates: 10, update: [{ algorithm: 'metropolis', hits: 21 }] }] },
    { ...su3({}), phase: [{ updates: 10, update: [{ algorithm: 'metropolis', hits: 20 }] }] },
  ],
  [
    'flow is not measured with a twist',
    'measure.flow',
    { ...su3({ twist: { xy: 1 } }), measure: { flow: {} } },
    { ...su3({ twist: { xy: 1 } }), measure: { polyakov: {} } },
  ],
  [
    'rectangles close onto themselves on two sites',
    'phase[1].update[1].algorithm',
    { ...su3({ dims: [2, 4, 4, 4] }), action: { preset: 'iwasaki', beta: 2.6 }, ...updates('heat-bath') },
    { ...su3({ dims: [3, 4, 4, 4] }), action: { preset: 'iwasaki', beta: 2.6 }, ...updates('heat-bath') },
  ],
  [
    'over-relaxation is not alone',
    'phase[1].update',
    minimal(updates('over-relaxation')),
    minimal(updates('over-relaxation', 'hmc')),
  ],
  [
    'thermalisation leaves something',
    'run.thermalisation',
    minimal({ run: { thermalisation: 10 } }),
    minimal({ run: { thermalisation: 9 } }),
  ],
  [
    'SU(N) has a charge in four dimensions',
    'measure.topological-charge',
    { ...su3({ dims: [4, 4, 4] }), measure: { 'topological-charge': {} } },
    { ...su3({}), measure: { 'topological-charge': { definition: ['improved'] } } },
  ],
  [
    'U(1) has a charge in two dimensions',
    'measure.topological-charge',
    { ...su3({ group: 'U(1)' }), measure: { 'topological-charge': {} } },
    { ...su3({ group: 'U(1)', dims: [4, 4] }), measure: { 'topological-charge': {} } },
  ],
  [
    'Wilson loops fit in space',
    'measure.wilson-loops.max-r',
    { ...su3({ dims: [8, 4, 8, 8] }), measure: { 'wilson-loops': { 'max-r': 4 } } },
    { ...su3({ dims: [8, 4, 8, 8] }), measure: { 'wilson-loops': { 'max-r': 3 } } },
  ],
  [
    'Wilson loops fit in time',
    'measure.wilson-loops.max-t',
    { ...su3({ dims: [8, 8, 8, 4] }), measure: { 'wilson-loops': { 'max-t': 4 } } },
    { ...su3({ dims: [4, 8, 8, 8] }), measure: { 'wilson-loops': { 'max-t': 4 } } },
  ],
  [
    'the potential fits in time with one step more',
    'measure.static-potential.time',
    { ...su3({ dims: [8, 8, 8, 4] }), measure: { 'static-potential': { time: 3 } } },
    { ...su3({ dims: [8, 8, 8, 4] }), measure: { 'static-potential': { time: 2 } } },
  ],
  [
    'the potential fits in space',
    'measure.static-potential.max-r',
    { ...su3({}), measure: { 'static-potential': { 'max-r': 4 } } },
    { ...su3({}), measure: { 'static-potential': { 'max-r': 3 } } },
  ],
  [
    'Creutz ratios fit',
    'measure.creutz-ratios.max',
    { ...su3({}), measure: { 'creutz-ratios': { max: 4 } } },
    { ...su3({}), measure: { 'creutz-ratios': { max: 3 } } },
  ],
  [
    'flow is recorded at whole steps',
    'measure.flow.record-every',
    minimal({ measure: { flow: { step: 0.03, 'record-every': 0.1, 'max-time': 1 } } }),
    minimal({
      measure: { flow: { step: 0.03, 'record-every': 0.1, 'max-time': 1, integrator: 'adaptive' } },
    }),
  ],
  [
    'flow ends at a record',
    'measure.flow.record-every',
    minimal({ measure: { flow: { step: 0.01, 'record-every': 0.3, 'max-time': 1 } } }),
    minimal({ measure: { flow: { step: 0.01, 'record-every': 0.3, 'max-time': 0.9 } } }),
  ],
  [
    'flow records before it ends',
    'measure.flow.record-every',
    minimal({ measure: { flow: { 'record-every': 8 } } }),
    minimal({ measure: { flow: { 'record-every': 4 } } }),
  ],
  [
    'a band goes up',
    'alarm.acceptance-band',
    minimal({ alarm: { 'acceptance-band': [0.9, 0.4] } }),
    minimal({ alarm: { 'acceptance-band': [0.4, 0.9] } }),
  ],
];

describe('rules across keys', () => {
  it.each(cases)('%s', (_name, path, broken, kept) => {
    const result = readSpec(broken, anyLoops);
    const problems = result.ok ? [] : (result.error.detail!.problems as readonly SpecProblem[]);
    expect(problems).toMatchObject([{ code: 'spec.conflict', path }]);
    expect(readSpec(kept, anyLoops)).toMatchObject({ ok: true });
  });

  it('lets the heat bath take plaquettes on two sites', () => {
    expect(readSpec({ ...su3({ dims: [2, 2, 2, 2] }), ...updates('heat-bath') }, anyLoops)).toMatchObject({
      ok: true,
    });
  });
});
