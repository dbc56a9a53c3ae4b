/**
 * Coupling of a sweep over the rows of a two-dimensional lattice (rows.ts): the eigenvalues of the loops W = U S through the links U_0 of a row (leaning-loop.ts) are
 * moved like those of plaquettes in spectral-coupling.ts, U' = W' W^dagger U, by numbers that a network says from the strip between the staples.
 * Proved by test/unit/engine/learn/flow/gauge/spectral/sweep-coupling.test.ts.
 */
import { invariant } from '../../../../base/invariant.ts';
import type { Field } from '../../../../lattice/lattice.ts';
import type { FlowLayer } from '../../../flow.ts';
import type { Network } from '../../../network.ts';
import { type Direction, twoWayLayer } from '../../two-way-layer.ts';
import type { Cell } from './cell.ts';
import { spectralKernels } from './coupling-kernels.ts';
import { leaningKernels } from './leaning-loop.ts';
import type { RowOfLayer, Rows } from './rows.ts';
import { numbersOfLoop } from './spectral-features.ts';
import { makeStaples } from './staples.ts';

/** Numbers that the network of a coupling of a sweep says: those of the map, and how far the loop leans. */
export const sweepNumbers = (cell: Cell): number => cell.parameters + 1;

export const makeSweepCoupling = (
  name: string,
  rows: Rows,
  at: RowOfLayer,
  network: Network,
  cell: Cell,
): FlowLayer => {
  const { lattice } = rows;
  const { colours } = cell;
  const size = 2 * colours ** 2;
  const numbers = numbersOfLoop(colours);
  const count = sweepNumbers(cell);
  invariant(network.inputs === numbers && network.outputs === count, `${name}: the network does not fit`);
  const kernels = spectralKernels(lattice, 0, cell, count);
  const leaning = leaningKernels(lattice, colours, count);
  const staples = makeStaples(rows, colours, at);
  const features = lattice.field(numbers);
  const spectrum = lattice.field(colours - 1 + size);
  const sites = rows.row(at.row);
  const params = [at.lean];
  let before: Field | undefined;
  let said: Field | undefined;

  const run = (direction: Direction, x: Field, logJ: Field, keep: boolean): void => {
    if (keep) {
      before ??= lattice.field(2 * size);
      lattice.copy(x, before);
    }
    staples.look(x);
    leaning.features([staples.field, features], { sites });
    said = network.forward(features, keep);
    leaning.spectrum([x, staples.field, said, spectrum], { sites, params });
    kernels.move[direction]([x, spectrum, said, logJ], { sites });
  };
  const back = (direction: Direction, bar: Field, weight: Field): void => {
    invariant(before && said, `${name}: backward without a pass that kept`);
    const saidBar = rows.shared(`said ${at.row}`, count);
    const loopBar = rows.shared('loop', size);
    const gapsBar = rows.shared('gaps', colours - 1);
    const staplesBar = rows.shared('staples', 2 * size);
    kernels.adjoint[direction]([before, spectrum, said, bar, weight, saidBar, loopBar, gapsBar], { sites });
    leaning.loopBack([before, staples.field, said, loopBar, saidBar, staplesBar, bar], {
      sites,
      params,
    });
    leaning.featuresBack([staples.field, network.backward(saidBar), staplesBar], { sites });
    staples.handOn(before, staplesBar, bar);
  };
  return twoWayLayer({
    name,
    run,
    back,
    release: () => {
      staples.release();
      for (const field of [features, spectrum]) lattice.release(field);
      if (before) lattice.release(before);
      before = undefined;
      network.release();
    },
  });
};
