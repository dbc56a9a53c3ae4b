/**
 * How series differ: by colour, by marker and, where a line is smooth enough to show it, by dash. The first six
 * differ in all three; 36 differ in colour or marker.
 * Proved by test/unit/renderer/chart/series-style.test.ts.
 */
import type { MarkerShape } from './pen.ts';

export interface SeriesStyle {
  /** Place in the theme's data colours. */
  readonly colour: number;
  readonly dash: readonly number[];
  readonly marker: MarkerShape;
}

export const dataColours = 6;
const dashes: readonly (readonly number[])[] = [
  [],
  [7, 3],
  [2, 3],
  [9, 3, 2, 3],
  [5, 5],
  [12, 4, 2, 4, 2, 4],
];
const markers: readonly MarkerShape[] = ['circle', 'square', 'diamond', 'up', 'down', 'cross'];

/** `place` is the series' place in the model, `colour` its wish. */
export function styleOf(place: number, colour = place): SeriesStyle {
  const round = Math.floor(colour / dataColours);
  const turn = (colour + round) % dataColours;
  return { colour: colour % dataColours, dash: dashes[turn]!, marker: markers[turn]! };
}
