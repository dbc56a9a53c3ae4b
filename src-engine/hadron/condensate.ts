/**
 * Traces Tr D^-n / V, n = 1 .. powers, over space, spin and colour; n = 1 is the chiral condensate of one quark.
 * Noise: mean over hits of sum_parts eta_p^+ D^-n eta_p, the parts of one noise vector (dilution) being solved for one by one: what
 * connects different parts does not enter the variance (J. Foley et al., hep-lat/0505023). Exact: every unit source.
 * Domain walls: D^-1 is the propagator of the quark on the walls, and n = 1 only.
 * Test: test/unit/engine/hadron/condensate.test.ts, test/golden/hadron.test.ts.
 */
import type { CondensateSpec } from '../api/spec/hadron-spec.ts';
import { MAX_UNIT_SOURCES } from '../api/spec/limits.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { paritySites } from '../dirac/parity.ts';
import { range } from '../kernel/complex.ts';
import type { Field, SiteList } from '../lattice/lattice.ts';
import { type NoiseKind, setNoise } from './noise.ts';
import { addReport, NO_SOLVES, type Progress, type SolverTotals } from './propagator.ts';
import type { Quark } from './quark.ts';
import { type NoiseAddress, timeSlice } from './source.ts';

export type TraceOptions = Omit<CondensateSpec, 'every'>;

export interface InverseTraces {
  /** Re Tr D^-n / V for n = 1, 2 ..: mean over hits. */
  readonly traces: readonly number[];
  /** Of the mean over hits; absent where nothing tells it (exact, or one hit). */
  readonly errors?: readonly number[];
  readonly hits: number;
  readonly solver: SolverTotals;
}

/** What is set into one block of a source. */
type Fill = (eta: Field, block: number) => void;

/**
 * Re Tr D^-n over sites, spins and colours, divided by the number of sites V. fermion.unsupported: powers of quarks on walls; spec.conflict: too many
 * sources for an exact trace; errors of the solver.
 */
export const inverseTraces = (
  quark: Quark,
  options: TraceOptions,
  noise: NoiseAddress,
  onStep?: Progress,
): Result<InverseTraces> => {
  const { space, spins, colours, spec } = quark;
  const { lattice } = space;
  const perSite = spins * colours;
  if (options.powers > 1 && quark.dirac.slices > 1)
    return fail(
      'fermion.unsupported',
      `Tr D^-n of ${spec.operator} quarks is measured for n = 1 only: powers of the propagator on the walls are not those of an operator.`,
      'Ask for one power.',
    );
  if (options.noise === 'exact') {
    const sources = lattice.volume * perSite;
    if (sources > MAX_UNIT_SOURCES)
      return fail(
        'spec.conflict',
        `An exact trace on ${lattice.dims.join(' x ')} takes ${sources} solutions; it is made for at most ${MAX_UNIT_SOURCES}.`,
        'Use noise, with dilution for smaller errors.',
        { sources, limit: MAX_UNIT_SOURCES },
      );
    const unit = (i: number): Fill => {
      const site = Math.floor(i / perSite);
      const c = i % perSite;
      return (eta, block) =>
        lattice.writeRange(eta, site * space.components + 2 * (block * perSite + c), Float64Array.of(1));
    };
    const summed = quadraticForms(quark, range(sources).map(unit), options.powers, onStep);
    if (!summed.ok) return summed;
    const { forms, solver } = summed.value;
    const traces = range(options.powers).map((n) => forms.reduce((s, f) => s + f[n]!, 0) / lattice.volume);
    return ok({ traces, hits: 0, solver });
  }
  const parts = dilutionParts(quark, options.dilution ?? 'none');
  if (!parts.ok) return parts;
  const { noise: kind, hits = 1 } = options;
  const fills = range(hits).flatMap((hit) =>
    parts.value.map((part) => fillPart(quark, kind, part, hit, noise)),
  );
  const summed = quadraticForms(quark, fills, options.powers, onStep);
  if (!summed.ok) return summed;
  const { forms, solver } = summed.value;
  const each = range(hits).map((hit) =>
    range(options.powers).map((n) =>
      parts.value.reduce((s, _, p) => s + forms[hit * parts.value.length + p]![n]! / lattice.volume, 0),
    ),
  );
  const traces = range(options.powers).map((n) => each.reduce((s, x) => s + x[n]!, 0) / hits);
  if (hits === 1) return ok({ traces, hits, solver });
  const errors = traces.map((mean, n) =>
    Math.sqrt(each.reduce((s, x) => s + (x[n]! - mean) ** 2, 0) / (hits * (hits - 1))),
  );
  return ok({ traces, errors, hits, solver });
};

/** Some sites (all when absent) and some of the complex components of a site. */
interface Part {
  readonly sites?: SiteList;
  readonly components: readonly number[];
}

const dilutionParts = (
  { space, spins, colours }: Quark,
  dilution: NonNullable<CondensateSpec['dilution']>,
): Result<readonly Part[]> => {
  const { lattice } = space;
  const components = range(spins * colours);
  switch (dilution) {
    case 'none':
      return ok([{ components }]);
    case 'spin-colour':
      return ok(components.map((c) => ({ components: [c] })));
    case 'time':
      return ok(range(lattice.dims.at(-1)!).map((t) => ({ components, sites: timeSlice(lattice, t) })));
    case 'even-odd': {
      const parity = paritySites(lattice);
      if (!parity.ok) return parity;
      return ok([parity.value.even, parity.value.odd].map((sites) => ({ components, sites })));
    }
  }
};

const fillPart = (
  { spins, colours }: Quark,
  kind: NoiseKind,
  { sites, components }: Part,
  hit: number,
  noise: NoiseAddress,
): Fill => {
  const draws = spins * colours;
  return (eta, block) =>
    setNoise(
      eta,
      {
        kind,
        draws,
        component: range(draws).map((c) => (components.includes(c) ? block * draws + c : undefined)),
        ...(sites && { sites }),
      },
      { ...noise, purpose: 'noise', stage: hit },
    );
};

/** Re eta^+ S^n eta for n = 1 .. powers, of every source. */
const quadraticForms = (
  quark: Quark,
  fills: readonly Fill[],
  powers: number,
  onStep?: Progress,
): Result<{ readonly forms: readonly (readonly number[])[]; readonly solver: SolverTotals }> => {
  const { space } = quark;
  const forms: number[][] = [];
  let solver = NO_SOLVES;
  return space.withVectors(3, ([eta, a, b]) => {
    for (let first = 0; first < fills.length; first += space.blocks) {
      const together = fills.slice(first, first + space.blocks);
      space.zero(eta!);
      together.forEach((fill, block) => fill(eta!, block));
      const found = together.map((): number[] => []);
      let [from, to] = [eta!, a!];
      for (let n = 1; n <= powers; n++) {
        const solved = quark.solve(to, from, (iterations) =>
          onStep?.(
            (first + (n - 1) / powers) / fills.length,
            `source ${first + 1} of ${fills.length}, iteration ${iterations}`,
          ),
        );
        if (!solved.ok) return solved;
        solver = addReport(solver, solved.value);
        const dots = space.dot(eta!, to);
        found.forEach((f, block) => f.push(dots[block]!.re));
        [from, to] = [to, to === a ? b! : a!];
      }
      forms.push(...found);
      onStep?.(
        (first + together.length) / fills.length,
        `source ${first + together.length} of ${fills.length}`,
      );
    }
    return ok({ forms, solver });
  });
};
