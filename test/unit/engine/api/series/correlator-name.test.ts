import { expect, it } from 'vitest';
import {
  correlatorPart,
  correlatorsAmong,
  isOneOfManyTimes,
  seriesOfCorrelator,
} from '../../../../../src-engine/api/series/correlator-name.ts';

it('tells correlators from other series', () => {
  expect(correlatorPart('pion.12')).toEqual({ correlator: 'pion', at: 12 });
  expect(correlatorPart('meson.g5gt.0')).toEqual({ correlator: 'meson.g5gt', at: 0 });
  expect(correlatorPart('meson.1.3')).toEqual({ correlator: 'meson.1', at: 3 });
  expect(correlatorPart('static-potential.4')).toEqual({ correlator: 'static-potential', at: 4 });
  expect(correlatorPart('creutz-ratio.3x3')).toEqual({ correlator: 'creutz-ratio', at: 3 });
  for (const name of [
    'creutz-ratio.3x2',
    'static-potential.3x3',
    'creutz-ratio.3',
    'pcac-mass',
    'pion.mass.3',
    'eigenvalue.0',
    'delta-h.2',
    'meson.1',
  ])
    expect(correlatorPart(name), name).toBeUndefined();
});

it('many times say little one by one; distances and whole numbers say something', () => {
  expect(['pion.3', 'pion.mass.3', 'rho.0', 'pcac-mass.5'].every(isOneOfManyTimes)).toBe(true);
  expect(['pcac-mass', 'static-potential.2', 'creutz-ratio.2x2', 'eigenvalue.3'].some(isOneOfManyTimes)).toBe(
    false,
  );
});

it('puts them together in the order of their numbers, and back into series', () => {
  const found = correlatorsAmong([
    'plaquette',
    'pion.10',
    'pion.2',
    'nucleon.1',
    'pion.0',
    'creutz-ratio.2x2',
    'creutz-ratio.3x3',
  ]);
  expect(found).toEqual([
    { name: 'pion', kind: 'meson', at: [0, 2, 10] },
    { name: 'creutz-ratio', kind: 'plateau', at: [2, 3] },
  ]);
  expect(seriesOfCorrelator(found[0]!)).toEqual(['pion.0', 'pion.2', 'pion.10']);
  expect(seriesOfCorrelator(found[1]!)).toEqual(['creutz-ratio.2x2', 'creutz-ratio.3x3']);
});
