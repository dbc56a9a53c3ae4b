/**
 * The vocabulary of the schema: what can be said about a key.
 *
 * One declaration per key drives validation, the canonical text, `plaquette explain`, the comments of a new spec and forms.
 * `SchemaOf<T>` makes the compiler compare a table of keys with the type that it describes.
 * A leaf without `default` is required, unless it is `optional`.
 */
import type { Condition } from './condition.ts';
import type { Flux } from './run-spec.ts';

interface Documented {
  /** Sentence case, no full stop: a label for forms. */
  readonly title: string;
  /** Whole sentences: what it means and what to consider. */
  readonly meaning: string;
  /** All must hold, otherwise the key must not be there. */
  readonly appliesWhen?: readonly Condition[];
  /** All must hold, otherwise nothing but its default makes sense: forms leave it out. Rules refuse what would be wrong. */
  readonly mattersWhen?: readonly Condition[];
}

interface LeafBase<V> extends Documented {
  readonly unit?: string;
  readonly default?: V;
  readonly optional?: true;
}

interface Bounded {
  readonly min: number;
  readonly max: number;
  /** The natural increment in a form. */
  readonly step?: number;
}

export interface IntegerKey extends LeafBase<number>, Bounded {
  readonly kind: 'integer';
}

export interface NumberKey extends LeafBase<number>, Bounded {
  readonly kind: 'number';
  /** `min` itself is not allowed. */
  readonly aboveMin?: true;
}

/** Seconds in the spec, text like "1h30m" in the file; 0 is written "none". */
export interface DurationKey extends LeafBase<number> {
  readonly kind: 'duration';
}

export interface IntegerOrWordKey<W extends string> extends LeafBase<number | W>, Bounded {
  readonly kind: 'integer-or-word';
  readonly word: W;
}

export interface TextKey extends LeafBase<string> {
  readonly kind: 'text';
  readonly maxLength: number;
}

/** A list of texts. */
export interface TextsKey extends LeafBase<readonly string[]> {
  readonly kind: 'texts';
  readonly maxItems: number;
  /** Of each. */
  readonly maxLength: number;
}

export interface BooleanKey extends LeafBase<boolean> {
  readonly kind: 'boolean';
}

export interface ChoiceKey<V extends string> extends LeafBase<V> {
  readonly kind: 'choice';
  /** Each choice with its explanation. */
  readonly choices: Readonly<Record<V, string>>;
}

export interface ChoicesKey<V extends string> extends LeafBase<readonly V[]> {
  readonly kind: 'choices';
  readonly choices: Readonly<Record<V, string>>;
}

export interface NumbersKey extends LeafBase<readonly number[]>, Bounded {
  readonly kind: 'integers' | 'numbers';
  readonly minLength: number;
  readonly maxLength: number;
}

export interface FluxesKey extends LeafBase<readonly Flux[]> {
  readonly kind: 'fluxes';
}

export interface Section<T> extends Documented {
  readonly kind: 'section';
  /** `optional`: the header's presence switches it on. */
  readonly presence: 'always' | 'optional';
  readonly keys: SchemaOf<T>;
}

export interface ListSection<T> extends Documented {
  readonly kind: 'list';
  /** May be empty; an empty list is not written. */
  readonly optional?: true;
  readonly maxItems: number;
  readonly keys: SchemaOf<T>;
}

type KeysOf<T> = T extends unknown ? keyof T : never;
type ValueOf<T, K> = T extends unknown ? (K extends keyof T ? Exclude<T[K], undefined> : never) : never;

type NodeFor<V> = [V] extends [boolean]
  ? BooleanKey
  : [V] extends [number]
    ? IntegerKey | NumberKey | DurationKey
    : [V] extends [string]
      ? string extends V
        ? TextKey
        : ChoiceKey<V>
      : [V] extends [readonly Flux[]]
        ? FluxesKey
        : [V] extends [readonly number[]]
          ? NumbersKey
          : [V] extends [readonly (infer C extends string)[]]
            ? string extends C
              ? TextsKey
              : ChoicesKey<C>
            : [V] extends [readonly (infer Item)[]]
              ? ListSection<Item>
              : [V] extends [number | (infer W extends string)]
                ? IntegerOrWordKey<W>
                : Section<V>;

/** One node per key of T (of every member, when T is a union). The order of the keys is the canonical order. */
export type SchemaOf<T> = { readonly [K in KeysOf<T>]: NodeFor<ValueOf<T, K>> };

export type Leaf =
  | IntegerKey
  | NumberKey
  | DurationKey
  | IntegerOrWordKey<string>
  | TextKey
  | TextsKey
  | BooleanKey
  | ChoiceKey<string>
  | ChoicesKey<string>
  | NumbersKey
  | FluxesKey;

/** A section or list as the walkers see it: the key names are only known at run time. */
export interface AnySection extends Documented {
  readonly kind: 'section';
  readonly presence: 'always' | 'optional';
  readonly keys: Keys;
}
export interface AnyList extends Documented {
  readonly kind: 'list';
  readonly optional?: true;
  readonly maxItems: number;
  readonly keys: Keys;
}
export type SchemaNode = Leaf | AnySection | AnyList;
export type Keys = Readonly<Record<string, SchemaNode>>;

/** `saveEvery` as it is written in the file: `save-every`. */
export const toKebab = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
