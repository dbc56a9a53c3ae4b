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
  ['pion.12', 'Pion at t = 12'],
  ['pion.mass.3', 'Pion, effective mass at t = 3'],
  ['meson.g5gt.0', 'Meson γ₅γt at t = 0'],
  ['meson.1.4', 'Meson 1 at t = 4'],
  ['pcac-mass', 'PCAC mass'],
  ['pcac-mass.7', 'PCAC mass at t = 7'],
  ['eigenvalue.0', 'Eigenvalue 1 of D†D'],
  ['trace-inverse.2', 'Tr D⁻² / V'],
  ['static-potential.3', 'Static potential V(3)'],
  ['creutz-ratio.2x3', 'Creutz ratio χ(2, 3)'],
  ['delta-h.kinetic', 'ΔH, kinetic energy'],
  ['delta-h.quark1.heavy2', 'ΔH, quark 1, heavy 2'],
  ['force.gauge', 'Force, gauge action'],
  ['delta-h.2', 'ΔH (algorithm 2)'],
  ['two-point.3', 'Two-point function at t = 3'],
  ['log-z', 'log Z'],
  ['swap-acceptance.3', 'Exchanges accepted, replicas 3 and 4'],
  ['accepted.replica2', 'Accepted (replica 2)'],
  ['accepted.2.replica3', 'Accepted (algorithm 2) (replica 3)'],
  ['walker', 'Field at these couplings'],
  ['something-new.x', 'Something new x'],
])('%s is called %s', (name, title) => {
  expect(observableTitle(name)).toBe(title);
});
