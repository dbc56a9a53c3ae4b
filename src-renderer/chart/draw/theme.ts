/**
 * The colours and the type of a theme, as plain values for canvas and SVG. Types and the theme of figures without a
 * page; read from the page by ../svelte/theme-watch.ts.
 */

export interface ChartTheme {
  readonly surface: string;
  readonly text: string;
  readonly textMuted: string;
  readonly line: string;
  readonly accent: string;
  readonly danger: string;
  readonly warning: string;
  readonly good: string;
  /** dataColours of them. */
  readonly data: readonly string[];
  readonly fontFamily: string;
  /** Of ticks and labels, in pixels. */
  readonly fontSize: number;
  /** Thicker lines and no faint ink. */
  readonly strong: boolean;
}
