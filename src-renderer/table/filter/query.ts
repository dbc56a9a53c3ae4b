/** What a filter says, apart from how it is written. All terms must hold. Bounds are kept as written: `2d`, `50%`, `1e-3`. */
export type Comparison = '<' | '<=' | '>' | '>=';

export type Term = { readonly negated: boolean } /** Any column of text contains it. */ & (
  | { readonly kind: 'word'; readonly text: string }
  /** One of the values; null: there is no value. */
  | { readonly kind: 'is'; readonly key: string; readonly values: readonly (string | null)[] }
  | { readonly kind: 'contains'; readonly key: string; readonly text: string }
  | { readonly kind: 'compare'; readonly key: string; readonly op: Comparison; readonly bound: string }
  | { readonly kind: 'range'; readonly key: string; readonly low: string; readonly high: string }
);

export type Query = readonly Term[];

/** Why a part of the text is not understood; the rest of the filter holds. */
export interface FilterProblem {
  readonly kind: 'unknown-column' | 'not-a-number' | 'not-a-time' | 'not-ordered' | 'no-value';
  readonly from: number;
  readonly to: number;
  readonly key: string;
  readonly given: string;
  /** A column that may be meant. */
  readonly near: string | null;
}
