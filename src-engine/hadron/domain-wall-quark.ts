/** The quark on the walls of a fifth dimension: formulas in quark.ts. Test: test/unit/engine/hadron/domain-wall-quark.test.ts. */
import type { DomainWallSpec, MoebiusSpec, ValenceSpec } from '../api/spec/dirac-spec.ts';
import { ok, type Result } from '../base/result.ts';
import type { DiracOperator } from '../dirac/dirac-operator.ts';
import { gammaBasis } from '../dirac/gamma.ts';
import { makeDirac } from '../dirac/make-dirac.ts';
import { range } from '../kernel/complex.ts';
import type { Field } from '../lattice/lattice.ts';
import { VectorSpace } from '../linear/vector-space.ts';
import type { Quark } from './quark.ts';
import { solveDirac } from './solve-dirac.ts';
import { solveOptions } from './solve-options.ts';

type WallSpec = ValenceSpec & (DomainWallSpec | MoebiusSpec);

/** `dirac` lives in five dimensions with as many blocks. Errors of makeDirac. */
export const domainWallQuark = (dirac: DiracOperator, spec: WallSpec, blocks: number): Result<Quark> => {
  const { gauge, slices, spins } = dirac;
  const { colours } = gauge.group;
  const { chirality } = gammaBasis(gauge.lattice.dims.length);
  const space = new VectorSpace(gauge.lattice, 2 * blocks * spins * colours, undefined, blocks);
  const entrance =
    spec.operator === 'moebius' && spec.c !== 0 ? moebiusEntrance(dirac, spec, blocks) : undefined;
  if (entrance && !entrance.ok) return entrance;
  const b = dirac.space.vector();
  const psi = dirac.space.vector();
  const name = `walls ${blocks} ${slices} ${spins} ${colours}`;

  /** Component of a four-dimensional vector, and of the same spin and colour on a slice. */
  const components = (slice: (chirality: 1 | -1) => number): { four: number; five: number }[] =>
    range(blocks).flatMap((block) =>
      range(spins).flatMap((s) =>
        range(2 * colours).map((c) => ({
          four: (block * spins + s) * 2 * colours + c,
          five: ((block * slices + slice(chirality[s]!)) * spins + s) * 2 * colours + c,
        })),
      ),
    );
  const move = (label: string, places: readonly { four: number; five: number }[], down: boolean) =>
    gauge.lattice.kernel(`${name} ${label}`, (k) => {
      const f4 = k.field('on walls', space.components);
      const f5 = k.field('in five dimensions', dirac.space.components);
      for (const { four, five } of places) {
        if (down) k.store(f4, four, k.load(f5, k.here, five));
        else k.store(f5, five, k.load(f4, k.here, four));
      }
    });
  const enter = move(
    'enter',
    components((c) => (c > 0 ? 0 : slices - 1)),
    false,
  );
  const leave = move(
    'leave',
    components((c) => (c < 0 ? 0 : slices - 1)),
    true,
  );
  const middle = move(
    'middle',
    components((c) => (c < 0 ? slices / 2 : slices / 2 - 1)),
    true,
  );
  return ok({
    spec,
    gauge,
    dirac,
    space,
    spins,
    colours,
    solve: (q, eta, onStep) => {
      dirac.space.zero(b);
      enter([eta, b]);
      entrance?.value.apply(b, eta);
      const solved = solveDirac(dirac, psi, b, solveOptions(spec, onStep));
      leave([q, psi]);
      return solved;
    },
    midpoint: (out) => void middle([out, psi]),
    refresh: () => {
      dirac.refresh();
      entrance?.value.wilson.refresh();
    },
    release: () => {
      for (const field of [b, psi]) gauge.lattice.release(field);
      entrance?.value.wilson.release();
      dirac.release();
    },
  });
};

interface Entrance {
  readonly wilson: DiracOperator;
  /** b <- b - c D_W(-M) b, where b = Pbar eta is not zero on the walls only. */
  apply(b: Field, eta: Field): void;
}

/** D_W(-M) = (d - M) D with kappa = 1 / (2 (d - M)). */
const moebiusEntrance = (
  dirac: DiracOperator,
  spec: ValenceSpec & MoebiusSpec,
  blocks: number,
): Result<Entrance> => {
  const { gauge, slices, spins } = dirac;
  const { colours } = gauge.group;
  const { lattice } = gauge;
  const scale = lattice.dims.length - spec.height;
  const { boundary, smearing, smearingSteps, smearingStrength } = spec;
  const made = makeDirac(
    gauge,
    {
      operator: 'wilson',
      kappa: 1 / (2 * scale),
      boundary,
      smearing,
      ...(smearingSteps === undefined ? {} : { smearingSteps }),
      ...(smearingStrength === undefined ? {} : { smearingStrength }),
    },
    { blocks },
  );
  if (!made.ok) return made;
  const wilson = made.value;
  const { chirality } = gammaBasis(lattice.dims.length);
  const n = 2 * colours;
  const kernel = (what: string, body: Parameters<typeof lattice.kernel>[1]) =>
    lattice.kernel(`moebius entrance ${what} ${blocks} ${slices} ${spins} ${colours}`, body);
  const apply = (b: Field, eta: Field): void =>
    wilson.space.withVectors(2, ([part, hopped]) => {
      for (const wall of [1, -1] as const) {
        kernel(`chirality ${wall}`, (k) => {
          const from = k.field('eta', eta.components);
          const to = k.field('part', eta.components);
          for (const i of range(eta.components)) {
            const keeps = chirality[Math.floor(i / n) % spins] === wall;
            k.store(to, i, keeps ? k.load(from, k.here, i) : k.constant(0));
          }
        })([eta, part!]);
        wilson.apply(hopped!, part!);
        kernel(`add ${wall}`, (k) => {
          const from = k.field('hopped', eta.components);
          const to = k.field('b', b.components);
          const weight = k.neg(k.param());
          const slice = wall > 0 ? 0 : slices - 1;
          for (const block of range(blocks)) {
            for (const i of range(spins * n)) {
              const at = (block * slices + slice) * spins * n + i;
              k.store(
                to,
                at,
                k.fma(weight, k.load(from, k.here, block * spins * n + i), k.load(to, k.here, at)),
              );
            }
          }
        })([hopped!, b], { params: [spec.c * scale] });
      }
    });
  return ok({ wilson, apply });
};
