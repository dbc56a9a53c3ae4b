import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SpecProblem } from '../../src-engine/api/spec/problem.ts';
import { readSpec } from '../../src-engine/api/spec/read-spec.ts';
import { canonicalToml, renderSpecToml } from '../../src-engine/api/spec/render-toml.ts';
import { schemaEntries } from '../../src-engine/api/spec/schema-walk.ts';
import { templateSpec, templates } from '../../src-engine/api/template/templates.ts';
import { unwrap } from '../../src-engine/base/result.ts';
import { parseSpec } from '../../src-main/spec/parse-spec.ts';
import { specHash } from '../../src-main/spec/spec-hash.ts';
import { anyLoops, type Document, minimal } from '../support/spec-documents.ts';

const optional = (record: Record<string, fc.Arbitrary<unknown>>) => fc.record(record, { requiredKeys: [] });
const positive = (max: number) => fc.double({ min: 1e-12, max, noNaN: true });
const count = fc.integer({ min: 1, max: 1_000_000_000 });
const every = optional({ every: count });
const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .filter((s) => /\S/.test(s) && !/[\p{Cc}\p{Cs}]/u.test(s));

const update = fc.oneof(
  fc.record(
    {
      algorithm: fc.constant('hmc'),
      length: positive(100),
      steps: fc.integer({ min: 1, max: 100_000 }),
      integrator: fc.constantFrom('leapfrog', 'omelyan-2', 'omelyan-4'),
      'reversibility-check-every': fc.integer({ min: 0, max: 1_000_000 }),
    },
    { requiredKeys: ['algorithm'] },
  ),
  fc.record(
    { algorithm: fc.constant('heat-bath'), sweeps: fc.integer({ min: 1, max: 1000 }) },
    { requiredKeys: ['algorithm'] },
  ),
  fc.record(
    { algorithm: fc.constant('metropolis'), hits: fc.integer({ min: 1, max: 2 }), 'step-size': positive(3) },
    { requiredKeys: ['algorithm'] },
  ),
);

const dirac = (more: Record<string, fc.Arbitrary<unknown>>) => {
  const hopping = { operator: fc.constant('wilson'), kappa: positive(1) };
  const common = {
    boundary: fc.constantFrom('periodic', 'antiperiodic'),
    tolerance: fc.double({ min: 1e-15, max: 0.1, noNaN: true }),
    ...more,
  };
  return fc.oneof(
    fc.record({ ...hopping, ...common }, { requiredKeys: ['kappa'] }),
    fc.record(
      {
        operator: fc.constant('staggered'),
        mass: positive(100),
        smearing: fc.constant('stout'),
        'smearing-strength': positive(1),
        ...common,
      },
      { requiredKeys: ['operator', 'mass', 'smearing'] },
    ),
    fc.record(
      { operator: fc.constant('moebius'), mass: positive(1), ls: fc.integer({ min: 2, max: 64 }), ...common },
      { requiredKeys: ['operator', 'mass'] },
    ),
  );
};

const source = fc.oneof(
  fc.record(
    { position: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }) },
    { requiredKeys: [] },
  ),
  fc.record({
    source: fc.constantFrom('z2', 'z4'),
    time: fc.integer({ min: 0, max: 3 }),
    hits: count.map((n) => 1 + (n % 9)),
  }),
);

/** What makes a document one with quarks. */
const quarks = fc.record({
  fermion: fc.array(dirac({ guesses: fc.integer({ min: 0, max: 16 }) }), { minLength: 1, maxLength: 2 }),
  valence: fc.option(dirac({}), { nil: undefined }),
  innerSteps: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 2 }),
  measure: optional({
    pion: source,
    condensate: optional({ every: count, hits: fc.integer({ min: 1, max: 99 }) }),
    eigenvalues: every,
  }),
});

const phase = fc.record(
  { name: text, updates: count, update: fc.array(update, { minLength: 1, maxLength: 4 }) },
  { requiredKeys: ['updates', 'update'] },
);

/** Documents that keep every rule: random values of nearly every key. */
const anyDocument: fc.Arbitrary<Document> = fc.record(
  {
    version: fc.constant(1),
    name: text,
    seed: fc.maxSafeNat(),
    lattice: fc.record(
      {
        dims: fc.array(fc.integer({ min: 4, max: 256 }), { minLength: 4, maxLength: 4 }),
        group: fc.constantFrom('SU(2)', 'SU(3)', 'SU(8)'),
        twist: optional({ xy: fc.integer({ min: 0, max: 1 }), zt: fc.integer({ min: 0, max: 1 }) }),
      },
      { requiredKeys: ['dims', 'group'] },
    ),
    action: fc.oneof(
      fc.record(
        {
          beta: fc.double({ min: 0, max: 10_000, noNaN: true }),
          preset: fc.constantFrom('wilson', 'symanzik', 'iwasaki', 'dbw2'),
        },
        { requiredKeys: ['beta'] },
      ),
      fc.record({ loops: text.filter((s) => !s.includes('square')) }),
    ),
    start: fc.oneof(
      fc.record({ kind: fc.constantFrom('hot', 'cold') }),
      fc.record({ kind: fc.constant('file'), file: text }),
    ),
    phase: fc.array(phase, { minLength: 1, maxLength: 3 }),
    run: optional({
      budget: fc.constantFrom('none', '61s', '30m', '1d1s'),
      'checkpoint-every': count,
      'save-every': fc.integer({ min: 0, max: 9 }),
      threads: fc.integer({ min: 0, max: 256 }),
      reproducible: fc.boolean(),
    }),
    measure: optional({
      plaquette: every,
      'wilson-loops': optional({ every: count, 'max-r': fc.integer({ min: 1, max: 3 }) }),
      'topological-charge': optional({
        definition: fc.subarray(['plaquette', 'clover', 'improved'], { minLength: 1 }),
      }),
      flow: fc.oneof(
        every,
        fc.record({
          integrator: fc.constant('adaptive'),
          tolerance: fc.double({ min: 1e-14, max: 0.1, noNaN: true }),
        }),
      ),
    }),
    alarm: optional({ unitarity: positive(1), 'stall-factor': fc.double({ min: 2, max: 100, noNaN: true }) }),
  },
  { requiredKeys: ['version', 'seed', 'lattice', 'action', 'phase'] },
);

/** Twisted boundaries go without what is not measured with them. */
const document = anyDocument.map((input): Document => {
  const { lattice, measure } = input as { lattice: Document; measure?: Document };
  const twist = (lattice.twist ?? {}) as Record<string, number>;
  if (measure === undefined || !Object.values(twist).some((units) => units !== 0)) return input;
  const { plaquette } = measure;
  return { ...input, measure: plaquette === undefined ? {} : { plaquette } };
});

/** The same run with quarks: extents even, no twist, every update HMC. */
const withQuarks = fc.tuple(anyDocument, quarks).map(([input, { fermion, valence, innerSteps, measure }]) => {
  const { lattice } = input as { lattice: { readonly dims: readonly number[] } };
  const update = [{ algorithm: 'hmc', 'inner-steps': innerSteps }];
  return {
    ...input,
    lattice: { dims: lattice.dims.map((extent) => extent - (extent % 2)), group: 'SU(3)' },
    phase: [{ updates: 10, update }],
    fermion,
    ...(valence === undefined ? {} : { valence }),
    measure,
  } as Document;
});

describe('a run specification', () => {
  it('is the same after text and back, with and without comments, and its text is a fixed point', () => {
    fc.assert(
      fc.property(fc.oneof(document, withQuarks), (input) => {
        const spec = unwrap(readSpec(input, anyLoops));
        const canonical = canonicalToml(spec);
        const back = unwrap(parseSpec(canonical, anyLoops));
        expect(back).toStrictEqual(spec);
        expect(canonicalToml(back)).toBe(canonical);
        expect(specHash(unwrap(parseSpec(renderSpecToml(spec, { comments: true }), anyLoops)))).toBe(
          specHash(spec),
        );
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it('never throws, whatever the document holds', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true, withDate: true }), (value) => {
        for (const key of Object.keys(minimal())) readSpec(minimal({ [key]: value }), anyLoops);
        readSpec(value, anyLoops);
      }),
      { seed: 12, numRuns: 300 },
    );
  });

  it('never throws on damaged text, and says what is wrong in one line', () => {
    const canonical = templates.map((template) => canonicalToml(templateSpec(template)));
    const damage = fc.record({
      which: fc.nat(canonical.length - 1),
      at: fc.nat(2000),
      cut: fc.nat(20),
      insert: fc.string({ maxLength: 6 }),
    });
    fc.assert(
      fc.property(damage, ({ which, at, cut, insert }) => {
        const whole = canonical[which]!;
        const result = parseSpec(`${whole.slice(0, at)}${insert}${whole.slice(at + cut)}`, anyLoops);
        if (result.ok) return;
        expect(result.error.message).toMatch(/^[^\n]{1,400}$/);
        expect(result.error.remedy).toMatch(/^[^\n]{1,600}$/);
      }),
      { seed: 13, numRuns: 1000 },
    );
  });
});

describe('a slip of the pen', () => {
  const leaves = schemaEntries.filter(
    ({ path, node }) => !('keys' in node) && /^run\.|^alarm\.|^measure\.flow\./.test(path),
  );
  const slip = fc.record({
    entry: fc.constantFrom(...leaves),
    at: fc.nat(40),
    letter: fc.constantFrom(...'abcxyz_'),
    kind: fc.constantFrom('drop', 'add', 'swap'),
  });

  const misspell = (word: string, at: number, letter: string, kind: string): string => {
    const i = at % (word.length - 1);
    if (kind === 'drop') return word.slice(0, i) + word.slice(i + 1);
    if (kind === 'add') return word.slice(0, i) + letter + word.slice(i);
    return word.slice(0, i) + word[i + 1]! + word[i]! + word.slice(i + 2);
  };

  it('in a key is refused, and the key that was meant is suggested', () => {
    fc.assert(
      fc.property(slip, ({ entry, at, letter, kind }) => {
        const parts = entry.path.split('.');
        const wrong = misspell(parts.at(-1)!, at, letter, kind);
        fc.pre(!schemaEntries.some(({ path }) => path.split('.').at(-1) === wrong));
        const inner = parts.length === 3 ? { [parts[1]!]: { [wrong]: 1 } } : { [wrong]: 1 };
        const result = readSpec(minimal({ [parts[0]!]: inner }), anyLoops);
        const problems = result.ok ? [] : (result.error.detail!.problems as readonly SpecProblem[]);
        expect(problems[0]).toMatchObject({ code: 'spec.unknownKey', remedy: `Did you mean ${entry.path}?` });
      }),
      { seed: 14, numRuns: 500 },
    );
  });

  it('that is no slip at all is refused without a far-fetched guess', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[qjk]{6,30}$/), (key) => {
        const result = readSpec(minimal({ [key]: 1 }), anyLoops);
        expect(result).toMatchObject({
          ok: false,
          error: { code: 'spec.unknownKey', remedy: expect.stringMatching(/^The keys here/) },
        });
      }),
      { seed: 15, numRuns: 100 },
    );
  });
});
