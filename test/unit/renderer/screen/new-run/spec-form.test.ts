import { expect, test } from 'vitest';
import { readSpec } from '../../../../../src-engine/api/spec/read-spec.ts';
import { templates } from '../../../../../src-engine/api/template/templates.ts';
import { checkLoops } from '../../../../../src-engine/run/check-loops.ts';
import type { Json, Table } from '../../../../../src-renderer/screen/new-run/document-edit.ts';
import { fieldsOf, specForm } from '../../../../../src-renderer/screen/new-run/spec-form.ts';
import { starterFor } from '../../../../../src-renderer/screen/new-run/starters.ts';

const quick = templates[0]!.document as Table;
const paths = (document: Table): string[] => fieldsOf(specForm(document)).map(({ path }) => path);

test('keys that apply are there, with defaults for what is not given', () => {
  const fields = new Map(fieldsOf(specForm(quick)).map((field) => [field.path, field]));
  expect(fields.get('lattice.dims')).toMatchObject({ value: [8, 8, 8, 8], required: true });
  expect(fields.get('start.kind')).toMatchObject({ value: 'hot', required: false });
  expect(fields.get('run.budget')).toMatchObject({ value: undefined, useless: false });
  expect(fields.get('phase[1].update[1].integrator')).toMatchObject({ value: 'omelyan-2' });
});

test('keys of other algorithms, of files and of other sections are not', () => {
  const shown = paths(quick);
  expect(shown).not.toContain('phase[1].update[1].sweeps');
  expect(shown).not.toContain('start.file');
  expect(shown).not.toContain('measure.flow.every');
  expect(shown).not.toContain('version');
  expect(paths({ ...quick, start: { kind: 'file' } })).toContain('start.file');
});

test('a key that is given without effect is shown, to be taken away', () => {
  const field = fieldsOf(specForm({ ...quick, start: { kind: 'hot', file: 'x.ildg' } })).find(
    ({ path }) => path === 'start.file',
  );
  expect(field).toMatchObject({ useless: true, value: 'x.ildg' });
});

test('an empty document shows what is required', () => {
  const required = fieldsOf(specForm({})).flatMap((field) => (field.required ? [field.path] : []));
  expect(required).toEqual(['seed', 'lattice.dims', 'lattice.group', 'action.beta']);
  expect(specForm({}).find((entry) => entry.path === 'phase')).toMatchObject({ kind: 'list', items: [] });
});

test.each([{ lattice: 3, phase: {}, measure: [], action: null, seed: {} }, { phase: [1, 'x', {}] }])(
  'a document of a wrong shape still has a form: %j',
  (document) => {
    expect(() => specForm(document as unknown as Table)).not.toThrow();
  },
);

test('sea quarks come and go: levels of the integrator are there only with them', () => {
  const hmc = { ...quick, phase: [{ updates: 10, update: [{ algorithm: 'hmc' }] }] };
  expect(specForm(hmc).find(({ path }) => path === 'fermion')).toMatchObject({ kind: 'list', items: [] });
  expect(paths(hmc)).not.toContain('phase[1].update[1].inner-steps');
  const sea = { ...hmc, fermion: [starterFor('fermion', [])] };
  const shown = paths(sea);
  for (const key of ['kappa', 'boundary', 'flavours', 'tolerance'])
    expect(shown).toContain(`fermion[1].${key}`);
  for (const key of ['mass', 'clover', 'tastes', 'smearing-steps'])
    expect(shown).not.toContain(`fermion[1].${key}`);
  expect(shown).toContain('phase[1].update[1].inner-steps');
  expect(shown).not.toContain('phase[1].update[1].inner-integrator');
});

test('a new sea quark is complete at once', () => {
  const document = {
    ...quick,
    phase: [quick.phase as Json].flat().slice(0, 1),
    fermion: [starterFor('fermion', [])],
  };
  expect(readSpec(document, checkLoops)).toMatchObject({ ok: true });
});

const scalar = {
  version: 1,
  seed: 1,
  lattice: { dims: [4, 4], group: 'scalar' },
  action: { preset: 'phi4', 'mass-squared': 1, lambda: 0.5 },
} as const;
const training = { ...scalar, flow: { kind: 'affine' }, training: { steps: 10 } };
const tops = (document: Table): string[] => specForm(document).map(({ path }) => path);

test('what cannot matter to a scalar field or a training is left out', () => {
  expect(tops(scalar)).toContain('start');
  for (const hidden of ['fermion', 'valence']) {
    expect(tops(quick)).toContain(hidden);
    expect(tops(scalar)).not.toContain(hidden);
  }
  const shown = tops(training);
  for (const hidden of ['fermion', 'valence', 'start', 'phase', 'measure'])
    expect(shown).not.toContain(hidden);
  for (const key of ['lattice', 'action', 'flow', 'training', 'run', 'alarm']) expect(shown).toContain(key);
  for (const hidden of ['run.thermalisation', 'run.save-every', 'action.loops'])
    expect(paths(training)).not.toContain(hidden);
  expect(paths(quick)).toEqual(
    expect.arrayContaining(['run.thermalisation', 'run.save-every', 'action.loops']),
  );
});

test('what is given all the same is shown, unless it says what holds anyway', () => {
  expect(tops({ ...training, start: { kind: 'cold' } })).not.toContain('start');
  expect(tops({ ...training, start: { kind: 'hot' } })).toContain('start');
  expect(tops({ ...scalar, fermion: [{ operator: 'wilson', kappa: 0.12 }] })).toContain('fermion');
  expect(paths({ ...training, run: { 'save-every': 5 } })).toContain('run.save-every');
  expect(tops({ ...training, measure: { scalar: { every: 1 } } })).toContain('measure');
});
