/**
 * Charts that share a cursor and a range of x: what one does, all do. A chart on its own has a group of its own.
 * Proved by test/unit/renderer/chart/link-group.test.ts.
 */
import type { Range } from '../data/axis.ts';

export interface LinkState {
  /** Where the cursor is; null: nowhere. */
  readonly x: number | null;
  /** The chart that has the cursor. */
  readonly source: object | null;
  /** The zoomed range; null: all there is. */
  readonly range: Range | null;
}

export interface LinkGroup {
  readonly state: LinkState;
  point(x: number | null, source: object): void;
  zoom(range: Range | null): void;
  /** Called after each change; answers how to stop. */
  subscribe(listener: (state: LinkState) => void): () => void;
}

export function createLinkGroup(): LinkGroup {
  let state: LinkState = { x: null, source: null, range: null };
  const listeners = new Set<(state: LinkState) => void>();
  const change = (next: LinkState): void => {
    state = next;
    for (const listener of [...listeners]) listener(state);
  };
  return {
    get state() {
      return state;
    },
    point(x, source) {
      // a chart that leaves must not take away the cursor that another one has meanwhile
      if (x === null && state.source !== source) return;
      if (x !== state.x || source !== state.source)
        change({ ...state, x, source: x === null ? null : source });
    },
    zoom(range) {
      if (range?.[0] !== state.range?.[0] || range?.[1] !== state.range?.[1]) change({ ...state, range });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
