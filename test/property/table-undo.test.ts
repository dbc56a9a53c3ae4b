import fc from 'fast-check';
import { expect, test } from 'vitest';
import { change, redo, type Undoable, undo, undoable } from '../../src-renderer/table/undo.ts';

/** The model: every state there was, and a place among them. */
interface Model {
  readonly states: readonly number[];
  readonly at: number;
}

const step = fc.oneof(fc.nat(9), fc.constantFrom('undo' as const, 'redo' as const));

test('undo and redo walk along the states there were; a change forgets those that were undone', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let real: Undoable<number> = undoable(0);
      let model: Model = { states: [0], at: 0 };
      for (const one of steps) {
        if (one === 'undo') {
          real = undo(real);
          model = { ...model, at: Math.max(0, model.at - 1) };
        } else if (one === 'redo') {
          real = redo(real);
          model = { ...model, at: Math.min(model.states.length - 1, model.at + 1) };
        } else {
          real = change(real, one);
          model = { states: [...model.states.slice(0, model.at + 1), one], at: model.at + 1 };
        }
        expect(real.present).toBe(model.states[model.at]);
        expect(real.past.length).toBe(model.at);
        expect(real.future.length).toBe(model.states.length - 1 - model.at);
      }
    }),
    { seed: 20261121, numRuns: 500 },
  );
});

test('what is remembered has an end', () => {
  let value = undoable(0);
  for (let k = 1; k <= 500; k++) value = change(value, k);
  expect(value.past.length).toBe(100);
  expect(undo(value).present).toBe(499);
});
