import { describe, expect, it } from 'vitest';
import { schemaKeys, specVersion } from '../../../../../src-engine/api/spec/schema.ts';
import { type Keys, type SchemaNode, toKebab } from '../../../../../src-engine/api/spec/schema-node.ts';
import { schemaEntries } from '../../../../../src-engine/api/spec/schema-walk.ts';

const paths = new Set(schemaEntries.map((entry) => entry.path));

describe('the schema of a run specification', () => {
  it.each(schemaEntries)('$path says what it is in words', ({ node }) => {
    expect(node.title).toMatch(/^[A-Z'].*[^.]$/);
    expect(node.meaning).toMatch(/^\S.*\.$/);
    expect(node.meaning.length).toBeGreaterThan(15);
  });

  it.each(schemaEntries)('$path is kebab case in a file', ({ path }) => {
    expect(path).toMatch(/^[a-z0-9]+([.-][a-z0-9]+)*$/);
  });

  it('names an existing key in every condition', () => {
    for (const { path, node } of schemaEntries) {
      const parent = path.slice(0, Math.max(0, path.lastIndexOf('.')));
      for (const condition of [...(node.appliesWhen ?? []), ...(node.mattersWhen ?? [])]) {
        const key = condition.key.replace(/^\//, '').split('.').map(toKebab).join('.');
        expect(paths).toContain(condition.key.startsWith('/') ? key : `${parent}.${key}`);
      }
    }
  });

  it('has every leaf of a table before its sections, as TOML needs it', () => {
    const check = (keys: Keys): void => {
      const isInner = (node: SchemaNode) => node.kind === 'section' || node.kind === 'list';
      const kinds = Object.values(keys).map(isInner);
      expect(kinds).toEqual([...kinds].sort((a, b) => Number(a) - Number(b)));
      for (const node of Object.values(keys))
        if (node.kind === 'section' || node.kind === 'list') check(node.keys);
    };
    check(schemaKeys);
  });

  it('has defaults inside their own ranges and choices', () => {
    for (const { path, node } of schemaEntries) {
      if (!('default' in node) || node.default === undefined) continue;
      if ('min' in node) {
        for (const value of [node.default].flat()) {
          if (typeof value !== 'number') continue;
          expect(value, path).toBeGreaterThanOrEqual(node.min);
          expect(value, path).toBeLessThanOrEqual(node.max);
        }
      }
      if ('choices' in node)
        for (const value of [node.default].flat()) expect(Object.keys(node.choices)).toContain(value);
    }
  });

  it('keeps the keys of version 1: a change here needs a new version and a reader for the old one', () => {
    expect(specVersion).toBe(1);
    expect([...paths]).toMatchInlineSnapshot(`
      [
        "version",
        "name",
        "seed",
        "lattice",
        "lattice.dims",
        "lattice.group",
        "lattice.twist",
        "action",
        "action.preset",
        "action.beta",
        "action.loops",
        "action.mass-squared",
        "action.lambda",
        "fermion",
        "fermion.operator",
        "fermion.kappa",
        "fermion.clover",
        "fermion.mass",
        "fermion.height",
        "fermion.ls",
        "fermion.b",
        "fermion.c",
        "fermion.boundary",
        "fermion.smearing",
        "fermion.smearing-steps",
        "fermion.smearing-strength",
        "fermion.flavours",
        "fermion.tastes",
        "fermion.hasenbusch",
        "fermion.level",
        "fermion.tolerance",
        "fermion.force-tolerance",
        "fermion.max-iterations",
        "fermion.guesses",
        "valence",
        "valence.operator",
        "valence.kappa",
        "valence.clover",
        "valence.mass",
        "valence.height",
        "valence.ls",
        "valence.b",
        "valence.c",
        "valence.boundary",
        "valence.smearing",
        "valence.smearing-steps",
        "valence.smearing-strength",
        "valence.tolerance",
        "valence.max-iterations",
        "start",
        "start.kind",
        "start.file",
        "flow",
        "flow.kind",
        "flow.couplings",
        "flow.network",
        "flow.hidden",
        "flow.stencil",
        "flow.activation",
        "flow.final-activation",
        "flow.bins",
        "flow.frequencies",
        "flow.features",
        "flow.time-modes",
        "flow.steps",
        "flow.exact-steps",
        "flow.transform",
        "flow.size",
        "flow.loops",
        "flow.masks",
        "flow.sweeps",
        "training",
        "training.steps",
        "training.batch",
        "training.estimator",
        "training.optimiser",
        "training.learning-rate",
        "training.schedule",
        "training.final-rate",
        "training.weight-decay",
        "training.clip",
        "training.annealing",
        "training.stop-at-ess",
        "training.evaluate-every",
        "training.evaluation-samples",
        "training.initial-model",
        "phase",
        "phase.name",
        "phase.updates",
        "phase.update",
        "phase.update.algorithm",
        "phase.update.sweeps",
        "phase.update.length",
        "phase.update.steps",
        "phase.update.integrator",
        "phase.update.inner-steps",
        "phase.update.inner-integrator",
        "phase.update.reversibility-check-every",
        "phase.update.hits",
        "phase.update.step-size",
        "phase.update.model",
        "phase.update.batch",
        "phase.update.proposals",
        "exchange",
        "exchange.betas",
        "exchange.masses-squared",
        "exchange.lambdas",
        "exchange.models",
        "exchange.every",
        "run",
        "run.thermalisation",
        "run.budget",
        "run.checkpoint-every",
        "run.checkpoint-interval",
        "run.save-every",
        "run.save-precision",
        "run.threads",
        "run.reproducible",
        "measure",
        "measure.plaquette",
        "measure.plaquette.every",
        "measure.rectangle",
        "measure.rectangle.every",
        "measure.polyakov",
        "measure.polyakov.every",
        "measure.wilson-loops",
        "measure.wilson-loops.every",
        "measure.wilson-loops.max-r",
        "measure.wilson-loops.max-t",
        "measure.wilson-loops.smearing",
        "measure.wilson-loops.smearing-steps",
        "measure.wilson-loops.smearing-strength",
        "measure.topological-charge",
        "measure.topological-charge.every",
        "measure.topological-charge.definition",
        "measure.action-density",
        "measure.action-density.every",
        "measure.flow",
        "measure.flow.every",
        "measure.flow.action",
        "measure.flow.integrator",
        "measure.flow.step",
        "measure.flow.tolerance",
        "measure.flow.max-time",
        "measure.flow.record-every",
        "measure.static-potential",
        "measure.static-potential.every",
        "measure.static-potential.max-r",
        "measure.static-potential.time",
        "measure.static-potential.smearing",
        "measure.static-potential.smearing-steps",
        "measure.static-potential.smearing-strength",
        "measure.creutz-ratios",
        "measure.creutz-ratios.every",
        "measure.creutz-ratios.max",
        "measure.pion",
        "measure.pion.every",
        "measure.pion.source",
        "measure.pion.position",
        "measure.pion.time",
        "measure.pion.hits",
        "measure.mesons",
        "measure.mesons.every",
        "measure.mesons.channel",
        "measure.mesons.source",
        "measure.mesons.position",
        "measure.mesons.time",
        "measure.mesons.hits",
        "measure.nucleon",
        "measure.nucleon.every",
        "measure.nucleon.source",
        "measure.nucleon.position",
        "measure.nucleon.time",
        "measure.nucleon.hits",
        "measure.pcac",
        "measure.pcac.every",
        "measure.pcac.source",
        "measure.pcac.position",
        "measure.pcac.time",
        "measure.pcac.hits",
        "measure.condensate",
        "measure.condensate.every",
        "measure.condensate.noise",
        "measure.condensate.hits",
        "measure.condensate.dilution",
        "measure.condensate.powers",
        "measure.eigenvalues",
        "measure.eigenvalues.every",
        "measure.eigenvalues.count",
        "measure.eigenvalues.tolerance",
        "measure.scalar",
        "measure.scalar.every",
        "alarm",
        "alarm.acceptance-band",
        "alarm.exp-dh-sigma",
        "alarm.reversibility",
        "alarm.unitarity",
        "alarm.frozen-topology-tau",
        "alarm.stall-factor",
      ]
    `);
  });
});
