/** Planes of a lattice, mu < nu, in the order xy, xz, xt, yz, yt, zt; the last direction is time. */
import { AXES } from '../action/path.ts';

export interface Plane {
  readonly mu: number;
  readonly nu: number;
}

export const planesOf = (dimensions: number): Plane[] => {
  const planes: Plane[] = [];
  for (let mu = 0; mu < dimensions; mu++)
    for (let nu = mu + 1; nu < dimensions; nu++) planes.push({ mu, nu });
  return planes;
};

/** Whether the plane contains time. */
export const isTimelike = ({ nu }: Plane, dimensions: number): boolean => nu === dimensions - 1;

/** xy, xt and so on; in two dimensions the second axis, y, is time. */
export const planeName = ({ mu, nu }: Plane): string => `${AXES[mu]}${AXES[nu]}`;

const mean = (values: readonly number[]): number => values.reduce((s, x) => s + x, 0) / values.length;

/** A quantity of every plane and its means. */
export interface PlaneAverages {
  readonly mean: number;
  /** Over the planes without time; undefined in two dimensions. */
  readonly space: number | undefined;
  readonly time: number;
  readonly planes: readonly { readonly plane: string; readonly value: number }[];
}

/** `values` in the order of `planesOf`. */
export const averagePlanes = (dimensions: number, values: ArrayLike<number>): PlaneAverages => {
  const planes = planesOf(dimensions).map((p, i) => ({ ...p, value: values[i]! }));
  const some = (time: boolean): number[] =>
    planes.filter((p) => isTimelike(p, dimensions) === time).map((p) => p.value);
  return {
    mean: mean(planes.map((p) => p.value)),
    space: dimensions > 2 ? mean(some(false)) : undefined,
    time: mean(some(true)),
    planes: planes.map((p) => ({ plane: planeName(p), value: p.value })),
  };
};
