/** Small checks of foreign values, put together to checks of objects that name the key at fault. Test: test/unit/engine/learn/model/manifest.test.ts. */
import { isJsonObject } from './json-object.ts';

/** Undefined for a good value; otherwise what it should be, with the key in front: "training.seed is to be a whole number". */
export type Check = (value: unknown, key: string) => string | undefined;

const rule =
  (isGood: (value: unknown) => boolean, what: string): Check =>
  (value, key) =>
    isGood(value) ? undefined : `${key} is to be ${what}`;

export const whole = (least: number, most: number): Check =>
  rule(
    (value) => Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most,
    `a whole number from ${least} to ${most}`,
  );
export const count = whole(0, Number.MAX_SAFE_INTEGER);

export const real = rule((value) => Number.isFinite(value), 'a number');
export const realFrom = (least: number): Check =>
  rule((value) => Number.isFinite(value) && Number(value) >= least, `a number from ${least} up`);

export const textOf = (pattern: RegExp, what: string): Check =>
  rule((value) => typeof value === 'string' && pattern.test(value), what);

export const oneOf = (...words: readonly string[]): Check =>
  rule((value) => typeof value === 'string' && words.includes(value), words.join(' or '));

export const orNull =
  (check: Check): Check =>
  (value, key) =>
    value === null ? undefined : check(value, key);

export const listOf =
  (check: Check, least: number, most: number): Check =>
  (value, key) => {
    if (!Array.isArray(value) || value.length < least || value.length > most)
      return `${key} is to be a list of ${least} to ${most} entries`;
    for (const [i, entry] of value.entries()) {
      const wrong = check(entry, `${key}[${i}]`);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  };

/** Exactly these keys; those in `optional` may be missing. */
export const objectOf =
  (keys: Readonly<Record<string, Check>>, optional: readonly string[] = []): Check =>
  (value, key) => {
    if (!isJsonObject(value)) return `${key} is to be an object`;
    const path = (name: string): string => (key === '' ? name : `${key}.${name}`);
    for (const name of Object.keys(value))
      if (!Object.hasOwn(keys, name)) return `${path(name.slice(0, 80))} is not known`;
    for (const [name, check] of Object.entries(keys)) {
      const isThere = Object.hasOwn(value, name);
      if (!isThere && optional.includes(name)) continue;
      const wrong = isThere ? check(value[name], path(name)) : `${path(name)} is missing`;
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  };

/** An object of one of several kinds, told by the word under `tag`. */
export const kindOf =
  (tag: string, kinds: Readonly<Record<string, Check>>): Check =>
  (value, key) => {
    const kind = isJsonObject(value) ? value[tag] : undefined;
    if (typeof kind !== 'string' || !Object.hasOwn(kinds, kind))
      return `${key}.${tag} is to be ${Object.keys(kinds).join(' or ')}`;
    return kinds[kind]!(value, key);
  };
