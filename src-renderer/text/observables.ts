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
  walker: 'Field at these couplings',
  'round-trip': 'Round trips per update',
  reversibility: 'Reversibility violation',
  unitarity: 'Unitarity deviation',
  seconds: 'Seconds per update',
  'seconds.solver': 'Seconds in solvers per trajectory',
  'solver.iterations': 'Solver iterations per trajectory',
  'solver.residual': 'Worst true residual of solvers',
  condensate: 'Chiral condensate Tr D⁻¹ / V',
  'condensate.error': 'Chiral condensate, error of the noise',
  'pcac-mass': 'PCAC mass',
  'residual-mass': 'Residual mass',
  phi2: '⟨φ²⟩',
  phi4: '⟨φ⁴⟩',
  magnetisation: 'Magnetisation M',
  'abs-magnetisation': 'Magnetisation |M|',
  action: 'Action per site',
  chi2: 'Susceptibility V M²',
  energy: 'Energy ½ Σ φ φ′ per site',
  loss: 'Loss ⟨log q + S⟩',
  ess: 'Effective sample size of a batch',
  'evaluation-ess': 'Effective sample size',
  'evaluation-ess-error': 'Effective sample size, its error',
  'reference-ess': 'Effective sample size by samples of the target',
  'gradient-norm': 'Norm of the gradient',
  'training-seconds': 'Seconds of training',
  'learning-rate': 'Learning rate',
  'log-z': 'log Z',
  'log-z-error': 'log Z, its error',
  'density-deviation': 'Deviation of log q by integration',
};

const ofTrainings = new Set([
  'loss',
  'evaluation-ess',
  'reference-ess',
  'log-z',
  'density-deviation',
  'training-seconds',
]);

/** Known of trainings alone, and not an average: what the training came to. */
export const isOfTraining = (name: string): boolean => ofTrainings.has(name);

const correlators: Readonly<Record<string, string>> = {
  pion: 'Pion',
  rho: 'Rho',
  nucleon: 'Nucleon',
  'pcac-mass': 'PCAC mass',
  'static-potential': 'Static potential',
  'creutz-ratio': 'Creutz ratio',
  'two-point': 'Two-point function',
};

/** g5gt as γ₅γt. */
const gammas = (channel: string): string =>
  channel.replace(/g(.)/g, (_, index) => `γ${index === '5' ? '₅' : index}`);

/** Of a correlator as a whole, and of one meson channel. */
export const correlatorTitle = (name: string): string => {
  const [, channel] = /^meson\.([a-z0-9]+)$/.exec(name) ?? [];
  return channel === undefined ? (correlators[name] ?? name) : `Meson ${gammas(channel)}`;
};

/** A term of the Hamiltonian: gauge, kinetic, quark1, quark1.heavy2. */
export const termTitle = (term: string): string => {
  if (term === 'gauge') return 'gauge action';
  if (term === 'kinetic') return 'kinetic energy';
  return term
    .split('.')
    .map((part) => part.replace(/-/g, ' ').replace(/([a-z])(\d+)$/, '$1 $2'))
    .join(', ');
};

const charges: Readonly<Record<string, string>> = {
  'topological-charge': 'Q',
  'topological-charge-squared': 'Q²',
  'flow.topological-charge': 'Q at the end of the flow',
  'flow.topological-charge-squared': 'Q² at the end of the flow',
};

/** `acceptance.2` belongs to the second algorithm of an update. */
const ofAlgorithm = /^(delta-h|exp-minus-delta-h|acceptance|accepted|reversibility)\.(\d+)$/;
/** Of neighbours in the ladder of an exchange, and of another replica. */
const swap = /^swap-acceptance\.(\d+)$/;
const ofReplica = /^(.+)\.replica(\d+)$/;
const wilsonLoop = /^wilson-loop\.(\d+)x(\d+)$/;
const flowedEnergy = /^flow\.t2e\.([\d.]+)$/;
const ofTerm = /^(delta-h|force)\.([a-z].*)$/;
const traceInverse = /^trace-inverse\.(\d+)$/;
const eigenvalue = /^eigenvalue\.(\d+)$/;
const potential = /^static-potential\.(\d+)$/;
const creutz = /^creutz-ratio\.(\d+)x(\d+)$/;
const ofTime = /^(two-point|pion|rho|nucleon|pcac-mass|meson\.[a-z0-9]+)(\.mass)?\.(\d+)$/;
const charge = /^((?:flow\.)?topological-charge(?:-squared)?)(?:\.(.+))?$/;

const superscript = (digits: string): string =>
  digits.replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]!);

/** Of what is measured with quarks, and of parts of a trajectory. */
const quarkTitle = (name: string): string | undefined => {
  const [, what, term] = ofTerm.exec(name) ?? [];
  if (term !== undefined) return `${what === 'force' ? 'Force' : 'ΔH'}, ${termTitle(term)}`;
  const [, power] = traceInverse.exec(name) ?? [];
  if (power !== undefined) return `Tr D⁻${superscript(power)} / V`;
  const [, level] = eigenvalue.exec(name) ?? [];
  if (level !== undefined) return `Eigenvalue ${Number(level) + 1} of D†D`;
  const [, distance] = potential.exec(name) ?? [];
  if (distance !== undefined) return `Static potential V(${distance})`;
  const [, r, t] = creutz.exec(name) ?? [];
  if (r !== undefined) return `Creutz ratio χ(${r}, ${t})`;
  const [, correlator, mass, time] = ofTime.exec(name) ?? [];
  if (correlator === undefined) return undefined;
  const title = correlatorTitle(correlator);
  return mass === undefined ? `${title} at t = ${time}` : `${title}, effective mass at t = ${time}`;
};

export const observableTitle = (name: string): string => {
  const known = titles[name] ?? quarkTitle(name);
  if (known !== undefined) return known;
  const [, first, place] = ofAlgorithm.exec(name) ?? [];
  if (first !== undefined) return `${titles[first]} (algorithm ${place})`;
  const [, pair] = swap.exec(name) ?? [];
  if (pair !== undefined) return `Exchanges accepted, replicas ${pair} and ${Number(pair) + 1}`;
  const [, what, replica] = ofReplica.exec(name) ?? [];
  if (what !== undefined) return `${observableTitle(what)} (replica ${replica})`;
  const [, r, t] = wilsonLoop.exec(name) ?? [];
  if (r !== undefined) return `Wilson loop ${r} × ${t}`;
  const [, time] = flowedEnergy.exec(name) ?? [];
  if (time !== undefined) return `t²⟨E⟩ at t = ${time}`;
  const [, kind, definition] = charge.exec(name) ?? [];
  if (kind !== undefined) return `${charges[kind]}${definition === undefined ? '' : ` (${definition})`}`;
  const words = name.replace(/[-.]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
