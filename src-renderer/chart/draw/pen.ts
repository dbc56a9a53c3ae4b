/**
 * What charts are drawn with: a canvas on the screen and for pictures (canvas-pen.ts), text for SVG
 * (../export/svg-pen.ts). Pixels from the upper left corner; colours as CSS writes them. Types only.
 */

export interface Ink {
  readonly colour: string;
  readonly opacity?: number;
}

export interface Stroke extends Ink {
  readonly width: number;
  readonly dash?: readonly number[];
}

export type MarkerShape = 'circle' | 'square' | 'diamond' | 'up' | 'down' | 'cross';

export interface TextStyle extends Ink {
  readonly size: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly baseline: 'top' | 'middle' | 'bottom';
  readonly bold?: boolean;
  /** Turned by a quarter against the clock. */
  readonly upwards?: boolean;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Pen {
  /** x, y, x, y, ...; a NaN pair lifts the pen. */
  line(points: Float64Array, stroke: Stroke): void;
  /** Upright bars one pixel wide: x, top, bottom, x, ... Only where a line of so many points would take long. */
  bars?(columns: Float64Array, ink: Ink): void;
  /** A closed shape of the same form. */
  area(points: Float64Array, ink: Ink): void;
  box(box: Box, ink: Ink): void;
  /** All markers of one kind: x, y, x, y, ... */
  markers(shape: MarkerShape, points: Float64Array, radius: number, stroke: Stroke): void;
  text(text: string, x: number, y: number, style: TextStyle): void;
  /** Nothing that `draw` does leaves the box. */
  inside(box: Box, draw: () => void): void;
}
