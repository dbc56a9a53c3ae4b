/**
 * What measured quantities are called. Names of series are stable (`plaquette.space`, `flow.t2e.1.5`); their titles are for people.
 * Test: test/unit/renderer/text/observables.test.ts.
 */

const titles: Readonly<Record<string, string>> = {
  plaquette: 'Plaquette',
  'plaquette.space': 'Plaquette, space-space',
  'plaquette.time': 'Plaquette, space-time',
  rectangle: 'Rectangle',
  'rectangle.space': 'Rectangle, space-space',
  'rectangle.time': 'Rectangle, space-time',
  'polyakov.re': 'Polyakov loop, real part',
  'polyakov.im': 'Polyakov loop, imaginary part',
  'polyakov.abs': 'Polyakov loop, modulus',
  'link-trace': 'Link trace',
  'action-density': 'Action density',
  'flow.plaquette': 'Plaquette at the end of the flow',
  'flow.t0': 't₀/a²',
  'flow.w0': 'w₀/a',
  'delta-h': 'ΔH',
  'exp-minus-delta-h': '⟨exp(−ΔH)⟩',
  acceptance: 'Acceptance',
  accepted: 'Accepted',
  reversibility: 'Reversibility violation',
  unitarity: 'Unitarity deviation',
  seconds: 'Seconds per update',
};

const charges: Readonly<Record<string, string>> = {
  'topological-charge': 'Q',
  'topological-charge-squared': 'Q²',
  'flow.topological-charge': 'Q at the end of the flow',
  'flow.topological-charge-squared': 'Q² at the end of the flow',
};

/** `acceptance.2` belongs to the second algorithm of an update. */
const ofAlgorithm = /^(delta-h|exp-minus-delta-h|acceptance|accepted|reversibility)\.(\d+)$/;
const wilsonLoop = /^wilson-loop\.(\d+)x(\d+)$/;
const flowedEnergy = /^flow\.t2e\.([\d.]+)$/;
const charge = /^((?:flow\.)?topological-charge(?:-squared)?)(?:\.(.+))?$/;

export const observableTitle = (name: string): string => {
  const known = titles[name];
  if (known !== undefined) return known;
  const [, first, place] = ofAlgorithm.exec(name) ?? [];
  if (first !== undefined) return `${titles[first]} (algorithm ${place})`;
  const [, r, t] = wilsonLoop.exec(name) ?? [];
  if (r !== undefined) return `Wilson loop ${r} × ${t}`;
  const [, time] = flowedEnergy.exec(name) ?? [];
  if (time !== undefined) return `t²⟨E⟩ at t = ${time}`;
  const [, kind, definition] = charge.exec(name) ?? [];
  if (kind !== undefined) return `${charges[kind]}${definition === undefined ? '' : ` (${definition})`}`;
  const words = name.replace(/[-.]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
