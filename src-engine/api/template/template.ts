/** The shape of a template: a document that reads as a spec, and the words around it. */

/** An accepted value to compare a result with. */
export interface Reference {
  /** Name of the observable as in results, like "plaquette". */
  readonly observable: string;
  readonly value: number;
  /** Standard error; 0 for exact values. */
  readonly error: number;
  /** Where the value is from, and for which lattice. */
  readonly source: string;
}

export interface Template {
  readonly name: string;
  readonly title: string;
  /** One paragraph: what the run does, what is being seen, and how long it takes. */
  readonly description: string;
  readonly references: readonly Reference[];
  /** Keys as in a file; what is left out has its default. */
  readonly document: Readonly<Record<string, unknown>>;
}
