/**
 * A value with its past: what a user changed can be taken back and done again. Test: test/property/table-undo.test.ts (against a model).
 */
export interface Undoable<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
}

/** Older states than this are forgotten. */
const remembered = 100;

export const undoable = <T>(present: T): Undoable<T> => ({ past: [], present, future: [] });

export const change = <T>({ past, present }: Undoable<T>, next: T): Undoable<T> => ({
  past: [...past, present].slice(-remembered),
  present: next,
  future: [],
});

/** Changes without a new step: for what is typed letter by letter. */
export const amend = <T>({ past }: Undoable<T>, next: T): Undoable<T> => ({
  past,
  present: next,
  future: [],
});

export const undo = <T>(value: Undoable<T>): Undoable<T> => {
  const before = value.past.at(-1);
  if (before === undefined) return value;
  return { past: value.past.slice(0, -1), present: before, future: [value.present, ...value.future] };
};

export const redo = <T>(value: Undoable<T>): Undoable<T> => {
  const [next, ...future] = value.future;
  if (next === undefined) return value;
  return { past: [...value.past, value.present], present: next, future };
};
