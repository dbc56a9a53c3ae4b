import { describe, expect, it } from 'vitest';
import { readSpec } from '../../../../src-engine/api/spec/read-spec.ts';
import type { RunSpec } from '../../../../src-engine/api/spec/run-spec.ts';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { citeRuns } from '../../../../src-main/engine-host/cite/cite-runs.ts';
import { workBibtex, workText } from '../../../../src-main/engine-host/cite/work.ts';
import { works } from '../../../../src-main/engine-host/cite/works.ts';
import { quickSpec } from '../../../support/sample-run.ts';
import { type Document, minimal, noLoops } from '../../../support/spec-documents.ts';

const spec = quickSpec();
const cite = (change: Partial<RunSpec> = {}) =>
  citeRuns([{ id: '20261121-142530-ab12', name: 'n', spec: { ...spec, ...change }, codeVersion: '0.1.0' }]);
const keys = (change: Partial<RunSpec> = {}) => cite(change).works.map(({ key }) => key);
const phase = (...update: RunSpec['phase'][number]['update']) => ({
  phase: [{ name: 'p', updates: 1, update }],
});

const always = [works.philox.key, works.wolff.key];

describe('works to cite', () => {
  it('are those of the quick start: action, both algorithms, errors, random numbers, format', () => {
    expect(keys().sort()).toEqual(
      [
        works.wilson,
        works.creutz,
        works.kennedyPendleton,
        works.cabibboMarinari,
        works.creutzOverrelaxation,
        works.brownWoch,
        works.duane,
        works.omelyan,
        works.philox,
        works.wolff,
        works.mser,
        works.ildg,
      ]
        .map(({ key }) => key)
        .sort(),
    );
  });

  it('follow scalar fields and flows', () => {
    const scalar = (document: Document) =>
      keys(
        unwrap(
          readSpec(
            minimal({
              lattice: { dims: [4, 4], group: 'scalar' },
              action: { preset: 'phi4', 'mass-squared': 1, lambda: 1 },
              ...document,
            }),
            noLoops,
          ),
        ),
      ).filter((key) => ![...always, works.mser.key].includes(key));
    const update = (...algorithms: readonly Document[]) => ({ phase: [{ updates: 1, update: algorithms }] });
    expect(scalar(update({ algorithm: 'metropolis' }, { algorithm: 'cluster' }))).toEqual([
      works.metropolis.key,
      works.swendsenWang.key,
      works.browerTamayo.key,
    ]);
    expect(scalar(update({ algorithm: 'flow', model: 'm' }))).toEqual([works.latticeFlows.key]);
    const exchange = (models: readonly string[]) => ({
      ...update({ algorithm: 'metropolis' }),
      exchange: { lambdas: [2], models },
    });
    expect(scalar(exchange([]))).toEqual([works.metropolis.key, works.hukushimaNemoto.key]);
    expect(scalar(exchange(['m']))).toContain(works.transformedExchange.key);
    const training = { phase: undefined, flow: { kind: 'continuous' }, training: { estimator: 'path' } };
    expect(scalar(training)).toEqual([
      works.latticeFlows.key,
      works.continuousFlows.key,
      works.pathGradients.key,
      works.adam.key,
    ]);
  });

  it('follow the quarks', () => {
    const quarks = (fermion: readonly Document[], more: Document = {}) =>
      unwrap(readSpec(minimal({ fermion, ...more }), noLoops));
    const nested = [{ updates: 1, update: [{ algorithm: 'hmc', 'inner-steps': [2] }] }];
    const added = (fermion: readonly Document[], more: Document = {}) => {
      const without = keys(quarks([], { phase: [{ updates: 1, update: [{ algorithm: 'hmc' }] }] }));
      return keys(quarks(fermion, more)).filter((key) => !without.includes(key));
    };
    const solved = [works.pseudofermions.key, works.conjugateGradients.key];
    expect(added([{ kappa: 0.1 }]).sort()).toEqual([...solved, works.wilsonQuarks.key].sort());
    expect(
      added([{ operator: 'wilson-clover', kappa: 0.1, hasenbusch: [0.2], guesses: 2 }], {
        phase: nested,
      }).sort(),
    ).toEqual(
      [
        ...solved,
        ...[
          works.wilsonQuarks,
          works.clover,
          works.hasenbusch,
          works.chronological,
          works.sextonWeingarten,
        ].map(({ key }) => key),
      ].sort(),
    );
    const rooted = { operator: 'staggered', mass: 0.1, tastes: 2, smearing: 'stout' };
    expect(added([rooted]).sort()).toEqual(
      [...solved, works.kogutSusskind.key, works.rhmc.key, works.stout.key].sort(),
    );
    expect(added([], { valence: { operator: 'moebius', mass: 0.1 } }).sort()).toEqual(
      [works.kaplan, works.shamir, works.moebius, works.conjugateGradients].map(({ key }) => key).sort(),
    );
  });

  it('follow the specification', () => {
    const run = { ...spec.run, thermalisation: 10, saveEvery: 0 };
    const bare = { run, measure: {} };
    const heatBath = { algorithm: 'heat-bath', sweeps: 1 } as const;
    const u1 = { ...spec.lattice, group: 'U(1)' } as const;
    expect(keys({ ...bare, ...phase(heatBath), lattice: u1 }).sort()).toEqual(
      [works.wilson.key, works.bestFisher.key, ...always].sort(),
    );
    const leapfrog = {
      algorithm: 'hmc',
      length: 1,
      steps: 9,
      integrator: 'leapfrog',
      reversibilityCheckEvery: 0,
    } as const;
    expect(keys({ ...bare, ...phase(leapfrog), action: { preset: 'iwasaki', beta: 2 } }).sort()).toEqual(
      [works.iwasaki.key, works.duane.key, ...always].sort(),
    );
    const metropolis = { algorithm: 'metropolis', sweeps: 1, hits: 2, stepSize: 0.1 } as const;
    expect(keys({ ...bare, ...phase(metropolis), action: { loops: 'x' } }).sort()).toEqual(
      [works.metropolis.key, ...always].sort(),
    );
    const flow = {
      every: 1,
      action: 'wilson',
      integrator: 'adaptive',
      step: 0.01,
      maxTime: 1,
      recordEvery: 1,
    } as const;
    const measured = keys({ ...bare, measure: { flow } });
    for (const work of [works.flow, works.w0, works.adaptiveFlow]) expect(measured).toContain(work.key);
  });

  it('stand in the sentence and in the BibTeX, each once, with a reason', () => {
    const {
      sentence,
      bibtex,
      works: cited,
    } = citeRuns([
      { id: 'a', name: null, spec, codeVersion: '0.1.0' },
      { id: 'b', name: null, spec: { ...spec, seed: 3 }, codeVersion: null },
    ]);
    expect(sentence).toContain('run a, seed');
    expect(sentence).toContain('run b, seed 3');
    for (const { key, why, text } of cited) {
      expect(sentence).toContain(key);
      expect(bibtex.split(`{${key},`)).toHaveLength(2);
      expect(why).not.toBe('');
      expect(text).toMatch(/\(\d{4}\)/);
    }
    expect(bibtex).toContain('version = {0.1.0}');
  });
});

describe('a work', () => {
  it('is one line for people and an entry for BibTeX', () => {
    expect(workText(works.flow)).toBe(
      'Lüscher, Martin, Properties and uses of the Wilson flow in lattice QCD, JHEP 08 (2010) 071 [1006.4518]',
    );
    expect(workBibtex(works.wolff)).toBe(`@article{Wolff:2003sm,
  author = {Wolff, Ulli},
  title = {{Monte Carlo errors with less errors}},
  journal = {Comput. Phys. Commun.},
  volume = {156},
  pages = {143--153},
  year = {2004},
  eprint = {hep-lat/0306017},
  archivePrefix = {arXiv},
  doi = {10.1016/S0010-4655(03)00467-3}
}`);
  });

  it('is written in ASCII for BibTeX, with balanced braces, under a key of its own', () => {
    const all = Object.values(works);
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
    for (const work of all) {
      const text = workBibtex(work);
      expect([work.key, [...text].every((letter) => letter < '\x7f')]).toEqual([work.key, true]);
      expect(text.split('{').length).toBe(text.split('}').length);
    }
  });
});
