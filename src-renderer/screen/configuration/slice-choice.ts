/**
 * Which slice of a field is looked at: two axes across and up, and a place on every axis (that of a shown axis is remembered, not used).
 * Pure; test: test/unit/renderer/screen/configuration/slice-choice.test.ts.
 */
export interface SliceChoice {
  readonly axes: readonly [number, number];
  readonly at: readonly number[];
}

/** Across x, up y, in the middle of the others. */
export const firstChoice = (dims: readonly number[]): SliceChoice => ({
  axes: [0, 1],
  at: dims.map((extent) => Math.floor(extent / 2)),
});

/** Puts an axis across (0) or up (1); when the other one shows it already, the two change places. */
export const withAxis = ({ axes, at }: SliceChoice, which: 0 | 1, axis: number): SliceChoice => {
  const other = axes[1 - which]!;
  const kept = other === axis ? axes[which]! : other;
  return { axes: which === 0 ? [axis, kept] : [kept, axis], at };
};

export const withPlace = ({ axes, at }: SliceChoice, axis: number, place: number): SliceChoice => ({
  axes,
  at: at.map((old, k) => (k === axis ? place : old)),
});

/** Axes that a slider moves through. */
export const hiddenAxes = ({ axes }: SliceChoice, dims: readonly number[]): readonly number[] =>
  dims.map((_, axis) => axis).filter((axis) => !axes.includes(axis));

/** The same choice on a field of other extents: axes and places that it does not have give way to ones it has. */
export const fitChoice = (choice: SliceChoice, dims: readonly number[]): SliceChoice => {
  const first = firstChoice(dims);
  const axes = choice.axes.every((axis) => axis < dims.length) ? choice.axes : first.axes;
  return { axes, at: dims.map((extent, k) => Math.min(extent - 1, choice.at[k] ?? first.at[k]!)) };
};
