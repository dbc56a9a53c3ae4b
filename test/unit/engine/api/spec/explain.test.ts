import { describe, expect, it } from 'vitest';
import { allKeyDocs, explainKey, explanationLines } from '../../../../../src-engine/api/spec/explain.ts';
import { unwrap } from '../../../../../src-engine/base/result.ts';

describe('explain', () => {
  it.each(allKeyDocs())('$path explains itself', (doc) => {
    expect(unwrap(explainKey(doc.path))).toEqual(doc);
    const isLeaf = doc.kind !== 'section' && doc.kind !== 'list';
    if (isLeaf && doc.kind !== 'fluxes') expect(doc.range ?? doc.choices).toBeDefined();
    const isOptional =
      ['action.loops', 'training.initial-model'].includes(doc.path) ||
      /^measure\.\w+\.position$/.test(doc.path);
    if (isLeaf) expect(doc.required || doc.default !== undefined).toBe(!isOptional);
    expect(doc.keys === undefined).toBe(isLeaf);
  });

  it('takes a last part that only one key has, and item numbers', () => {
    expect(unwrap(explainKey('beta')).path).toBe('action.beta');
    expect(unwrap(explainKey('phase[1].update[2].steps')).path).toBe('phase.update.steps');
  });

  it('asks back when several keys have the name', () => {
    expect(explainKey('every')).toMatchObject({
      error: { code: 'spec.unknownKey', remedy: expect.stringContaining('measure.plaquette.every') },
    });
  });

  it.each([
    ['acton.beta', 'action.beta'],
    ['betta', 'action.beta'],
    ['hmc.steps', 'phase.update.steps'],
    ['run.save_every', 'run.save-every'],
    ['stepSize', 'phase.update.step-size'],
  ])('suggests what %s may have meant', (asked, meant) => {
    expect(explainKey(asked)).toMatchObject({ error: { remedy: `Did you mean ${meant}?` } });
  });

  it('says all there is to say', () => {
    expect(explanationLines(unwrap(explainKey('measure.flow.tolerance'))).join('\n')).toMatchInlineSnapshot(`
      "measure.flow.tolerance: Flow tolerance

      Largest error of a link in one step that the adaptive integrator lets pass.
      Value: a number from 1e-14 to 0.1; default 0.000001.
      Applies when integrator is "adaptive"."
    `);
    expect(explanationLines(unwrap(explainKey('phase.update.integrator'))).join('\n')).toMatchInlineSnapshot(`
      "phase.update.integrator: Integrator

      The reversible and area-preserving scheme for the equations of motion.
      Value: default "omelyan-2".
      Applies when algorithm is "hmc".
        "leapfrog": second order, one force per step
        "omelyan-2": second order with a small error constant, two forces per step
        "omelyan-4": fourth order, for large lattices and high acceptance
        "force-gradient": fourth order with the gradient of the force, three forces per step"
    `);
  });
});
