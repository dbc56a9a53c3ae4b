/** Lattices and gauge fields on one thread, for tests. */
import type { Path } from '../../src-engine/action/path.ts';
import { type Group, groupOfColours } from '../../src-engine/group/group.ts';
import { type GaugeField, gaugeFieldOf } from '../../src-engine/lattice/gauge-field.ts';
import { Lattice } from '../../src-engine/lattice/lattice.ts';
import { newDevice } from './kernel-lab.ts';
import { randomField, uniforms } from './random-field.ts';

export const newLattice = (dims: readonly number[], reproducible = false): Lattice =>
  new Lattice(newDevice(reproducible), dims);

/** Independent Haar links in plain order, on a lattice of their own unless one is given. */
export const randomGaugeField = (
  dims: readonly number[],
  colours: number,
  seed = 1,
  lattice = newLattice(dims),
): GaugeField => gaugeFieldOf(lattice, randomField(dims, colours, seed));

/** Group and dimensions of a case table, for its titles. */
export const groupCases = (
  cases: readonly (readonly [colours: number, dims: readonly number[]])[],
): { name: string; group: Group; dims: readonly number[] }[] =>
  cases.map(([colours, dims]) => {
    const group = groupOfColours(colours);
    return { name: `${group.name} ${dims.join('x')}`, group, dims };
  });

/** A random closed path of `length` steps (even), not reduced. */
export const randomLoop = (dimensions: number, length: number, seed: number): Path => {
  const next = uniforms(seed);
  const steps: number[] = [];
  for (let i = 0; i < length / 2; i++) {
    const axis = 1 + Math.floor(next() * dimensions);
    steps.push(axis, -axis);
  }
  for (let i = steps.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [steps[i], steps[j]] = [steps[j]!, steps[i]!];
  }
  return steps;
};
