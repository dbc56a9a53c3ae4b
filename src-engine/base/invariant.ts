/** Throws when a fact that the code guarantees does not hold: a bug in Plaquette, never a user's mistake. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Broken invariant: ${message}. Please report this.`);
}

/** Marks a branch that the types rule out. */
export const unreachable = (value: never): never => {
  throw new Error(`Broken invariant: unexpected ${JSON.stringify(value)}. Please report this.`);
};
