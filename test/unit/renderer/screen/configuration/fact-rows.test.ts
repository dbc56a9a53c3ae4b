import { expect, test } from 'vitest';
import type { InspectionFacts } from '../../../../../src-main/contract/index.ts';
import { factRows } from '../../../../../src-renderer/screen/configuration/fact-rows.ts';

const inspection: InspectionFacts = {
  format: 'nersc',
  content: 'gauge',
  endianness: 'big',
  precision: 'f32',
  dims: [4, 4, 4, 8],
  group: 'SU(3)',
  rows: 2,
  plaquette: 0.593684,
  spatialPlaquette: null,
  temporalPlaquette: null,
  linkTrace: 0.0012,
  unitarityDeviation: 3.2e-7,
  determinantDeviation: null,
  boundary: 'periodic',
  checksums: [],
  storedPlaquette: 0.59368,
  storedLinkTrace: null,
  metadata: {},
  records: [],
  problems: [],
  status: 'intact',
  verdict: '',
};

test('says what was measured and leaves out what could not be told', () => {
  const rows = new Map(factRows({ inspection }).map(({ name, value }) => [name, value]));
  expect(rows.get('Lattice')).toBe('4 × 4 × 4 × 8');
  expect(rows.get('Plaquette')).toBe('0.5936840000');
  expect(rows.get('Plaquette in the header')).toBe('0.5936800000');
  expect(rows.get('Largest deviation from unitarity')).toBe('3.2e-7');
  expect(rows.has('Spatial plaquette')).toBe(false);
  expect(rows.has('Link trace in the header')).toBe(false);
});

test('a file that holds something else has no boundary', () => {
  const rows = factRows({ inspection: { ...inspection, content: 'other' } });
  expect(rows.some(({ name }) => name === 'Boundary in time')).toBe(false);
});
