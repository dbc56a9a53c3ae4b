import { expect, test } from 'vitest';
import { observableTitle } from '../../../../src-renderer/text/observables.ts';

test.each([
  ['plaquette.space', 'Plaquette, space-space'],
  ['wilson-loop.2x3', 'Wilson loop 2 × 3'],
  ['flow.t2e.1.5', 't²⟨E⟩ at t = 1.5'],
  ['topological-charge', 'Q'],
  ['topological-charge-squared.clover', 'Q² (clover)'],
  ['flow.topological-charge.improved', 'Q at the end of the flow (improved)'],
  ['acceptance.2', 'Acceptance (algorithm 2)'],
  ['something-new.x', 'Something new x'],
])('%s is called %s', (name, title) => {
  expect(observableTitle(name)).toBe(title);
});
