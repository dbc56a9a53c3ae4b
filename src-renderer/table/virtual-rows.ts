/**
 * Which rows of a long list are in sight. All rows have one height, so places follow from indices and nothing is measured.
 * Units: px. Test: test/unit/renderer/table/virtual-rows.test.ts.
 */
export interface Viewport {
  readonly scrollTop: number;
  readonly height: number;
  readonly rowHeight: number;
}

export interface RowWindow {
  /** First index in sight, and the one after the last. */
  readonly first: number;
  readonly end: number;
}

/** Rows drawn beyond each edge, so that a quick scroll does not show blanks. */
const overscan = 8;

export const rowWindow = ({ scrollTop, height, rowHeight }: Viewport, count: number): RowWindow => {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - overscan);
  const end = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + overscan);
  return { first: Math.min(first, end), end };
};

/** Keeps what is in sight where it is when rows came or went above it: the new scroll position. */
export const keepInSight = (
  before: readonly { readonly id: string }[],
  after: readonly { readonly id: string }[],
  { scrollTop, rowHeight }: Viewport,
): number => {
  if (scrollTop < rowHeight) return scrollTop;
  const places = new Map(after.map(({ id }, index) => [id, index]));
  const top = Math.floor(scrollTop / rowHeight);
  for (const [offset, { id }] of before.slice(top).entries()) {
    const place = places.get(id);
    if (place !== undefined) return Math.max(0, scrollTop + (place - (top + offset)) * rowHeight);
  }
  return scrollTop;
};
