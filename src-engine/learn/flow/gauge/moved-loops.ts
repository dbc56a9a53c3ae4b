/** Loops of U(1) that a coupling moves at once, each by one link of its own; what its network sees. Implemented by stripes.ts and blocks.ts. */
import type { Real, Tracer } from '../../../kernel/tracer.ts';
import type { Field, Lattice, SiteList } from '../../../lattice/lattice.ts';

export interface MovedLoops {
  readonly lattice: Lattice;
  /** Direction of the moving links. */
  readonly mu: 0 | 1;
  /** Where the moving links and their loops begin. */
  readonly active: SiteList;
  /** A field that all couplings of these loops share, zero where none of them writes: so they must write the same sites. */
  shared(name: string, components: number): Field;
  release(): void;
}

/** What the network of a coupling sees. */
export interface LoopFeatures {
  /** Says what `angle` depends on. */
  readonly key: string;
  /** Numbers per site. */
  readonly count: number;
  /** The angle of the loop that moves with the link at `here`; the link of direction 0 counts in it as +1, that of direction 1 as -1. */
  angle(k: Tracer, x: number): Real;
  /** The features of x; the field belongs to this. */
  look(x: Field): Field;
  /** bar += what the features and the moved loops, with cotangents in `loopBar` at the active sites, hand to the links. After `look`. */
  handOn(featuresBar: Field, loopBar: Field, bar: Field): void;
  release(): void;
}

export const sharedFields = (lattice: Lattice) => {
  const fields = new Map<string, Field>();
  return {
    shared: (name: string, components: number): Field => {
      const key = `${name} ${components}`;
      const known = fields.get(key) ?? lattice.field(components);
      fields.set(key, known);
      return known;
    },
    release: (): void => {
      for (const field of fields.values()) lattice.release(field);
      fields.clear();
    },
  };
};
