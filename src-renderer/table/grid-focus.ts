/**
 * Where the keyboard goes in a grid: one cell has the focus, arrows move it. Row -1 is the header. Follows the ARIA authoring practices
 * for data grids. Test: test/unit/renderer/table/grid-focus.test.ts.
 */
export interface GridPosition {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows of one page. */
  readonly page: number;
}

export interface GridKey {
  readonly key: string;
  /** Ctrl, or Cmd on a Mac. */
  readonly ctrl: boolean;
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/** Undefined for keys that do not move. */
export const moveFocus = (
  { row, column }: GridPosition,
  { key, ctrl }: GridKey,
  { rows, columns, page }: GridSize,
): GridPosition | undefined => {
  const at = (r: number, c: number): GridPosition => ({
    row: clamp(r, -1, rows - 1),
    column: clamp(c, 0, columns - 1),
  });
  switch (key) {
    case 'ArrowUp':
      return at(ctrl ? Math.min(row, 0) : row - 1, column);
    case 'ArrowDown':
      return at(ctrl ? rows - 1 : row + 1, column);
    case 'ArrowLeft':
      return at(row, ctrl ? 0 : column - 1);
    case 'ArrowRight':
      return at(row, ctrl ? columns - 1 : column + 1);
    case 'Home':
      return ctrl ? at(0, 0) : at(row, 0);
    case 'End':
      return ctrl ? at(rows - 1, columns - 1) : at(row, columns - 1);
    case 'PageUp':
      return at(row < 0 ? row : Math.max(0, row - page), column);
    case 'PageDown':
      return at(row + page, column);
    default:
      return undefined;
  }
};
