import { describe, expect, it } from 'vitest';
import { templates } from '../../../../src-engine/api/template/templates.ts';
import { checkDocument, checkToml } from '../../../../src-main/engine-host/spec/check-spec.ts';
import { smallSpec } from '../../../support/run-lab.ts';

describe('a specification that is being written', () => {
  it('is given back as it is, with its complete text and what it needs', () => {
    const toml = smallSpec({ updates: 100, run: 'save-every = 30\nsave-precision = "single"' });
    const { checked, spec } = checkToml(toml);
    expect(checked).toMatchObject({ toml, problems: [], document: { lattice: { group: 'SU(2)' } } });
    expect(checked.canonical).toContain('threads = ');
    expect(spec?.phase).toHaveLength(1);
    const field = 16 * 4 ** 4 * 4 * 4;
    expect(checked.estimate).toMatchObject({
      updates: 100,
      diskBytes: 3 * (field / 2) + 2 * field,
      seconds: null,
    });
    expect(checked.estimate!.memoryBytes).toBeGreaterThan(field);
  });

  it('has every problem at its key and line', () => {
    const toml = smallSpec({ beta: -1, algorithm: 'algorithm = "hmc"\nsteps = 0\nspeed = 3' });
    const { checked, spec } = checkToml(toml);
    expect(spec).toBeUndefined();
    expect(checked).toMatchObject({ canonical: null, estimate: null });
    const line = (start: string) => toml.split('\n').findIndex((text) => text.startsWith(start)) + 1;
    const places = checked.problems.map(({ path, line: at }) => [path, at]);
    expect(places).toContainEqual(['action.beta', line('beta')]);
    expect(places).toContainEqual(['phase[1].update[1].steps', line('steps')]);
    expect(places).toContainEqual(['phase[1].update[1].speed', line('speed')]);
    expect(checked.problems.every(({ message, remedy }) => message !== '' && remedy !== '')).toBe(true);
  });

  it('that is no TOML says where', () => {
    const { checked } = checkToml('version = 1\nseed = \n');
    expect(checked).toMatchObject({ document: null, problems: [{ path: null, line: 2 }] });
  });

  it('that does not fit into memory says so at its extents', () => {
    const { checked, spec } = checkToml(smallSpec({ dims: '[128, 128, 128, 64]' }));
    expect(spec).toBeUndefined();
    expect(checked).toMatchObject({ canonical: null, problems: [{ path: 'lattice.dims', line: 4 }] });
    expect(checked.estimate!.memoryBytes).toBeGreaterThan(checked.estimate!.memoryLimitBytes);
  });

  it('keeps odd values of TOML as a form can hold them', () => {
    const { checked } = checkToml(
      'a = 12345678901234567890\nb = 2026-01-02\nc = [inf, nan]\nd = { e = true }',
    );
    expect(checked.document).toEqual({
      a: 12345678901234567000,
      b: expect.stringMatching(/^2026-01-02/),
      c: ['Infinity', 'NaN'],
      d: { e: true },
    });
  });
});

describe('the values of a form', () => {
  it.each(templates)(
    'of the template $name become its canonical text, which reads back the same',
    ({ document }) => {
      const { checked, spec } = checkDocument(document as never);
      expect(checked.problems).toEqual([]);
      expect(checked.toml).toBe(checked.canonical);
      expect(checkToml(checked.toml).spec).toEqual(spec);
    },
  );

  it('with problems still have a text, as far as TOML can say them', () => {
    const { checked } = checkDocument({ version: 1, lattice: { dims: [4, 'x'] } });
    expect(checked.toml).toContain('[lattice]');
    expect(checked.problems.some(({ path }) => path === 'lattice.dims')).toBe(true);
    expect(checkDocument({ version: null } as never).checked.problems.length).toBeGreaterThan(0);
  });
});
