import { describe, expect, it } from 'vitest';
import type { SpecProblem } from '../../../../../src-engine/api/spec/problem.ts';
import { readSpec } from '../../../../../src-engine/api/spec/read-spec.ts';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import { anyLoops, type Document, minimal, noLoops } from '../../../../support/spec-documents.ts';

const problemsOf = (document: unknown): readonly SpecProblem[] => {
  const result = readSpec(document, noLoops);
  return result.ok ? [] : (result.error.detail!.problems as readonly SpecProblem[]);
};

describe('a complete spec', () => {
  it('has every default filled in, and nothing that does not apply', () => {
    expect(unwrap(readSpec(minimal(), noLoops))).toMatchInlineSnapshot(`
      {
        "action": {
          "beta": 5.7,
          "preset": "wilson",
        },
        "alarm": {
          "acceptanceBand": [
            0.4,
            1,
          ],
          "expDhSigma": 4,
          "reversibility": 1e-8,
          "stallFactor": 20,
          "unitarity": 1e-10,
        },
        "fermion": [],
        "lattice": {
          "dims": [
            4,
            4,
            4,
            4,
          ],
          "group": "SU(3)",
          "twist": [],
        },
        "measure": {},
        "name": "untitled",
        "phase": [
          {
            "name": "production",
            "update": [
              {
                "algorithm": "hmc",
                "integrator": "omelyan-2",
                "length": 1,
                "reversibilityCheckEvery": 100,
                "steps": 10,
              },
            ],
            "updates": 10,
          },
        ],
        "run": {
          "budget": 0,
          "checkpointEvery": 0,
          "checkpointInterval": 600,
          "reproducible": false,
          "saveEvery": 0,
          "thermalisation": "auto",
          "threads": 0,
        },
        "seed": 1,
        "start": {
          "kind": "cold",
        },
        "version": 1,
      }
    `);
  });

  it('keeps what was written', () => {
    const spec = unwrap(
      readSpec(
        minimal({
          lattice: { dims: [6, 4], group: 'SU(2)', twist: { xy: 1 } },
          start: { kind: 'file', file: 'a  b.lime' },
          run: { 'save-every': 5, 'save-precision': 'single', budget: '1h' },
        }),
        noLoops,
      ),
    );
    expect(spec.lattice.twist).toEqual([{ mu: 0, nu: 1, units: 1 }]);
    expect(spec.start).toEqual({ kind: 'file', file: 'a  b.lime' });
    expect(spec.run).toMatchObject({ saveEvery: 5, savePrecision: 'single', budget: 3600 });
  });

  it('takes loops in place of preset and beta, in the spelling of the loop language', () => {
    const document = minimal({ action: { loops: 'plaquette:6' } });
    const spec = unwrap(readSpec(document, (_loops, lattice) => anyLoops('plaquette: 6.0', lattice)));
    expect(spec.action).toEqual({ loops: 'plaquette: 6.0' });
  });
});

describe('problems', () => {
  it.each<[string, Document, string, string, string]>([
    ['mistyped key', minimal({ sead: 3 }), 'spec.unknownKey', 'sead', 'Did you mean seed?'],
    [
      'camel case',
      minimal({ run: { saveEvery: 3 } }),
      'spec.unknownKey',
      'run.saveEvery',
      'Did you mean run.save-every?',
    ],
    ['key of another section', minimal({ beta: 6 }), 'spec.unknownKey', 'beta', 'Did you mean action.beta?'],
    ['nothing like it', minimal({ zebra: 6 }), 'spec.unknownKey', 'zebra', 'The keys here are version,'],
    [
      'prototype key',
      JSON.parse('{"version":1,"__proto__":{}}'),
      'spec.unknownKey',
      '__proto__',
      'The keys here',
    ],
    ['wrong type', minimal({ name: 3 }), 'spec.wrongType', 'name', 'text in quotes'],
    ['section as value', minimal({ lattice: 4 }), 'spec.wrongType', 'lattice', '[lattice]'],
    ['list as table', minimal({ phase: {} }), 'spec.wrongType', 'phase', '[[phase]]'],
    ['no phase', minimal({ phase: [] }), 'spec.missingKey', 'phase', '[[phase]]'],
    [
      'no update',
      minimal({ phase: [{ updates: 1 }] }),
      'spec.missingKey',
      'phase[1].update',
      '[[phase.update]]',
    ],
    ['no beta', minimal({ action: {} }), 'spec.missingKey', 'action.beta', 'explain action.beta'],
    [
      'start without file',
      minimal({ start: { kind: 'file' } }),
      'spec.missingKey',
      'start.file',
      'Add start.file',
    ],
    [
      'file without need',
      minimal({ start: { kind: 'hot', file: 'x' } }),
      'spec.unusedKey',
      'start.file',
      'Remove start.file',
    ],
    [
      'steps of a heat bath',
      minimal({ phase: [{ updates: 1, update: [{ algorithm: 'heat-bath', steps: 4 }] }] }),
      'spec.unusedKey',
      'phase[1].update[1].steps',
      'Remove',
    ],
    [
      'twist of U(1)',
      minimal({ lattice: { dims: [4, 4], group: 'U(1)', twist: {} } }),
      'spec.unusedKey',
      'lattice.twist',
      'Remove',
    ],
    [
      'beta beside loops',
      minimal({ action: { loops: 'a', beta: 6 } }),
      'spec.unusedKey',
      'action.beta',
      'Remove',
    ],
    [
      'alarm without charge',
      minimal({ alarm: { 'frozen-topology-tau': 3 } }),
      'spec.unusedKey',
      'alarm.frozen-topology-tau',
      'Remove',
    ],
  ])('%s', (_name, document, code, path, remedy) => {
    const problem = problemsOf(document).find((one) => one.path === path);
    expect(problem).toMatchObject({ code, remedy: expect.stringContaining(remedy) });
  });

  it('says why a key does not apply', () => {
    const document = minimal({ phase: [{ updates: 1, update: [{ algorithm: 'heat-bath', steps: 4 }] }] });
    expect(problemsOf(document)[0]!.message).toBe(
      'phase[1].update[1].steps has no effect here: it applies only when algorithm is "hmc".',
    );
  });

  it('are all reported at once, the first one in the message', () => {
    const result = readSpec(minimal({ sead: 1, seed: 'x', action: { beta: -1 } }), noLoops);
    expect(result).toMatchObject({ ok: false, error: { code: 'spec.unknownKey', detail: { count: 3 } } });
    expect(result.ok || result.error.message).toBe(
      'There is no key sead at the top level. (and 2 more problems)',
    );
  });

  it('do not follow from one another: keys that hang on a wrong key are left alone', () => {
    const document = minimal({ phase: [{ updates: 1, update: [{ algorithm: 'hcm', steps: 4 }] }] });
    expect(problemsOf(document).map((problem) => problem.path)).toEqual(['phase[1].update[1].algorithm']);
    expect(
      problemsOf(minimal({ phase: [{ updates: 1, update: [{ steps: 4 }] }] })).map((one) => one.path),
    ).toEqual(['phase[1].update[1].algorithm']);
    expect(problemsOf(minimal({ lattice: 1 })).map((one) => one.path)).toEqual(['lattice']);
  });

  it('of the loop language carry its code', () => {
    expect(problemsOf(minimal({ action: { loops: 'x y' } }))).toMatchObject([
      { code: 'action.syntax', path: 'action.loops' },
    ]);
  });

  it('of a newer version are not guessed at', () => {
    expect(readSpec({ version: 2, novelty: true }, noLoops)).toMatchObject({
      error: { code: 'spec.outOfRange', remedy: 'Open it with a newer Plaquette.' },
    });
  });

  it.each([[undefined], [null], [3], ['x'], [[]], [new Date(0)]])('%o is not a spec', (document) => {
    expect(readSpec(document, noLoops)).toMatchObject({ ok: false, error: { code: 'spec.wrongType' } });
  });

  it('are bounded for a document of any size', () => {
    const hostile = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, i]));
    const result = readSpec(hostile, noLoops);
    expect(result.ok || (result.error.detail!.problems as unknown[]).length).toBe(50);
  });
});
