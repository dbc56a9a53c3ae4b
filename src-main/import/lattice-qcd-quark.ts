/**
 * Quarks of LatticeQCD.jl in our conventions:
 *   hop = kappa, and r = 1; Wilson, clover and domain-wall quarks there are always two flavours
 *   Nf of staggered quarks is the number of tastes: phi^+ (D^+ D)^(-Nf/8) phi is det(D)^(Nf/4)
 *   M of domain walls is negative there: D_W(M), ours D_W(-height)
 *   Moebius b, c there are sum and difference of ours: 1 + (b + c)/2 D_W and 1 - (b - c)/2 D_W (b = c = 1 is Shamir), so b' = (b + c)/2, c' = (b - c)/2
 *   eps bounds |r|^2, ours |r| / |b|
 * Test: test/unit/main/import/lattice-qcd.test.ts.
 */
import { type GivenKeys, quoted } from './given-keys.ts';

/** A section [[fermion]] or [valence] of our document, keys as in the file. */
export type Quark = Readonly<Record<string, unknown>>;

/** Where the notes say that keys went: `fermion` or `valence`. */
type Place = string;

const WILSON = { hop: 0.141139, clover: 1.5612 };
const WALLS = { M: -1, m: 0.1, L5: 4 };
const MOEBIUS = { b: 2, c: 1 };
/** Bare differences of decimals would show digits that nobody wrote. */
const rounded = (x: number): number => Number(x.toPrecision(14)) + 0;

const wilson = (keys: GivenKeys, place: Place, hasClover: boolean): Quark => {
  const kappa = keys.number('hop', WILSON.hop);
  keys.taken('hop', `${place}.kappa = ${kappa}`);
  const r = keys.number('r', 1);
  if (r !== 1) keys.blocked('r', `The Wilson parameter is 1 here, but r is ${r}.`);
  else if (keys.has('r')) keys.taken('r', 'the Wilson parameter, always 1 here');
  if (!hasClover) return { operator: 'wilson', kappa };
  const clover = keys.number('Clover_coefficient', WILSON.clover);
  keys.taken('Clover_coefficient', `${place}.clover = ${clover}`, 'Both multiply -(kappa / 2) sum sigma F.');
  return { operator: 'wilson-clover', kappa, clover };
};

const staggered = (keys: GivenKeys, place: Place): Quark => {
  const mass = keys.number('mass', 0.5);
  keys.taken('mass', `${place}.mass = ${mass}`);
  return { operator: 'staggered', mass };
};

/** Keys with an older and a newer name. */
const either = (keys: GivenKeys, names: readonly [string, string]): string =>
  names.find((name) => keys.has(name)) ?? names[0];

const walls = (keys: GivenKeys, place: Place): Quark => {
  const [height, mass, extent] = [
    either(keys, ['Domainwall_M', 'M']),
    either(keys, ['Domainwall_m', 'm']),
    either(keys, ['Domainwall_L5', 'N5']),
  ];
  const quark = {
    mass: keys.number(mass, WALLS.m),
    height: rounded(-keys.number(height, WALLS.M)),
    ls: keys.integer(extent, WALLS.L5),
  };
  keys.taken(mass, `${place}.mass = ${quark.mass}`);
  keys.taken(
    height,
    `${place}.height = ${quark.height}`,
    'The sign is the other one: D_W(M) there, D_W(-height) here.',
  );
  keys.taken(extent, `${place}.ls = ${quark.ls}`);
  return quark;
};

const moebius = (keys: GivenKeys, place: Place): Quark => {
  const [b, c] = [keys.number('b', MOEBIUS.b), keys.number('c', MOEBIUS.c)];
  const ours = { b: rounded((b + c) / 2), c: rounded((b - c) / 2) };
  const why = 'b and c there are sum and difference of those here: b = c = 1 there is Shamir.';
  keys.taken('b', `${place}.b = (b + c) / 2 = ${ours.b}`, why);
  keys.taken('c', `${place}.c = (b - c) / 2 = ${ours.c}`);
  return { operator: 'moebius', ...walls(keys, place), ...ours };
};

/** The operator and its parameters; undefined, with a note, for one that is not there. `key` names the operator. */
const operatorOf = (keys: GivenKeys, name: string, place: Place): Quark | undefined => {
  switch (name) {
    case 'Wilson':
      return wilson(keys, place, keys.boolean('hasclover', false));
    case 'WilsonClover':
      keys.boolean('hasclover', true);
      return wilson(keys, place, true);
    case 'Staggered':
      return staggered(keys, place);
    case 'Domainwall':
      return { operator: 'domain-wall', ...walls(keys, place) };
    case 'MobiusDomainwall':
      return moebius(keys, place);
    default:
      return undefined;
  }
};

/** The links in D. */
const smearingOf = (keys: GivenKeys, place: Place): Quark => {
  const kind = keys.text('smearing_for_fermion', 'nothing');
  const layers = keys.integer('stout_numlayers', 1);
  const strengths = keys.numbers('stout_ρ', []);
  const loops = keys.texts('stout_loops', ['plaquette']);
  if (kind === 'nothing') {
    for (const key of ['smearing_for_fermion', 'stout_numlayers', 'stout_ρ', 'stout_loops'])
      keys.leftOut(key, 'The links in D are not smeared.');
    return {};
  }
  if (kind !== 'stout') {
    keys.blocked(
      'smearing_for_fermion',
      `Links in D are smeared by "stout" or not at all, not by ${quoted(kind)}.`,
    );
    return {};
  }
  if (loops.length !== 1 || loops[0] !== 'plaquette' || strengths.length !== 1) {
    keys.blocked('stout_loops', 'Stout smearing is there with plaquettes and one strength only.');
    return {};
  }
  keys.taken('smearing_for_fermion', `${place}.smearing = "stout"`);
  keys.taken('stout_loops', 'the staples of plaquettes, as here');
  keys.taken('stout_numlayers', `${place}.smearing-steps = ${layers}`);
  keys.taken(
    'stout_ρ',
    `${place}.smearing-strength = ${strengths[0]}`,
    'Both multiply the projected sum of the staples.',
  );
  return { smearing: 'stout', 'smearing-steps': layers, 'smearing-strength': strengths[0] };
};

/** Operator, its parameters and smearing; undefined when the operator is not there. */
export const quarkOf = (keys: GivenKeys, name: string, place: Place): Quark | undefined => {
  const operator = operatorOf(keys, name, place);
  return operator === undefined ? undefined : { ...operator, ...smearingOf(keys, place) };
};

/** Tolerance and iterations of a solver. */
export const solverOf = (keys: GivenKeys, place: Place): Quark => {
  const eps = keys.number('eps', 1e-19);
  const most = keys.integer('MaxCGstep', 3000);
  if (!(eps > 0)) {
    keys.blocked('eps', 'Must be positive.');
    return {};
  }
  // what double precision can still reach
  const tolerance = Math.min(0.1, Math.max(1e-13, Number(Math.sqrt(eps).toPrecision(3))));
  keys.taken(
    'eps',
    `${place}.tolerance = ${tolerance}`,
    'eps bounds |residual|^2, the tolerance |residual| / |source|.',
  );
  keys.taken('MaxCGstep', `${place}.max-iterations = ${most}`);
  return { tolerance, 'max-iterations': most };
};

/** The sign in time; directions in space must be periodic. */
export const boundaryOf = (keys: GivenKeys, dimensions: number, place: Place): Quark => {
  const standard = [...new Array<number>(Math.max(0, dimensions - 1)).fill(1), -1];
  const signs = keys.numbers('BoundaryCondition', standard);
  // two-dimensional files carry the four signs of the default at times
  const used = signs.length > dimensions ? [...signs.slice(0, dimensions - 1), signs.at(-1)!] : signs;
  const time = used.at(-1);
  if (used.length !== dimensions || used.slice(0, -1).some((s) => s !== 1) || (time !== 1 && time !== -1)) {
    keys.blocked(
      'BoundaryCondition',
      'Quarks are periodic in space here; only the sign of the last direction can be chosen.',
    );
    return {};
  }
  const boundary = time === 1 ? 'periodic' : 'antiperiodic';
  keys.taken('BoundaryCondition', `${place}.boundary = "${boundary}"`);
  return { boundary };
};
