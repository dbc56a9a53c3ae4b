/**
 * H psi(x) = sum_mu [(1 - g_mu) U_mu(x) psi(x + mu) + (1 + g_mu) U_mu(x - mu)^+ psi(x - mu)] inside a kernel; for H^+ = g_5 H g_5 the signs change.
 * Test: test/unit/engine/dirac/wilson/wilson.test.ts.
 */
import { range } from '../../kernel/complex.ts';
import type { Tracer } from '../../kernel/tracer.ts';
import { gammaBasis } from '../gamma.ts';
import type { LinkStorage } from '../link-storage.ts';
import {
  loadSpinor,
  moveSpinor,
  project,
  reconstruct,
  type Sign,
  type Spinor,
  timesAdjointColour,
  timesColour,
} from '../spinor.ts';

export interface HopFields {
  readonly links: number;
  readonly storage: LinkStorage;
  readonly colours: number;
  readonly from: number;
}

export type Direction = 'plain' | 'dagger';

/** H psi or H^+ psi at `here`, psi the spinor at component `offset`. */
export const hop = (
  k: Tracer,
  { links, storage, colours, from }: HopFields,
  offset: number,
  direction: Direction,
): Spinor => {
  const { spins, gamma } = gammaBasis(k.dimensions);
  const forward: Sign = direction === 'plain' ? -1 : 1;
  const backward: Sign = direction === 'plain' ? 1 : -1;
  let sum: Spinor | undefined;
  for (const mu of range(k.dimensions)) {
    const g = gamma[mu]!;
    const ahead = k.shift(k.here, mu);
    const next = moveSpinor(k, loadSpinor(k, from, ahead, offset, spins, colours), k.here);
    const u = storage.load(k, links, k.here, mu);
    sum = reconstruct(k, g, forward, timesColour(k, u, project(k, g, forward, next)), sum);

    const behind = k.shift(k.here, mu, -1);
    const w = storage.load(k, links, behind, mu);
    const before = project(k, g, backward, loadSpinor(k, from, behind, offset, spins, colours));
    const there = moveSpinor(k, timesAdjointColour(k, w, before), k.here);
    sum = reconstruct(k, g, backward, there, sum);
  }
  return sum!;
};
