/** Values of options, checked as they are read. A refusal names the option's meaning and an example. */
import { InvalidArgumentError } from 'commander';
import { parseDuration } from '../../src-engine/api/spec/duration.ts';
import { coloursOf } from '../../src-engine/format/gauge-file.ts';

const largest = Number.MAX_SAFE_INTEGER;

/** A whole number from `least` up. */
export const wholeNumber =
  (what: string, least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (/^\d{1,16}$/.test(text) && value >= least && value <= largest) return value;
    throw new InvalidArgumentError(`${what} is a whole number from ${least} up to ${largest}.`);
  };

/** Extents in the order x, y, z, t. */
export const extents = (text: string): readonly number[] => {
  const parts = text.split(/[,x\s]+/).map((part) => (/^\d{1,6}$/.test(part) ? Number(part) : 0));
  if (parts.length >= 2 && parts.length <= 4 && parts.every((extent) => extent >= 1)) return parts;
  throw new InvalidArgumentError('Give extents in the order x,y,z,t, such as 8,8,8,16.');
};

/** N of SU(N), 1 for U(1). */
export const group = (text: string): number => {
  const colours = coloursOf(text);
  if (colours !== undefined && colours <= 8) return colours;
  throw new InvalidArgumentError("Give a group such as 'SU(3)' (up to SU(8)) or 'U(1)'.");
};

/** A wall-clock time such as 90s, 30m, 2h, in seconds. */
export const seconds = (text: string): number => {
  const value = parseDuration(text);
  if (value !== undefined && value > 0) return value;
  throw new InvalidArgumentError('Give a time such as 90s, 30m or 2h30m.');
};

/** A number above zero. */
export const positiveNumber =
  (what: string) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
    throw new InvalidArgumentError(`${what} is a number above zero.`);
  };

/** A number from `least` up. */
export const numberFrom =
  (what: string, least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isFinite(value) && value >= least) return value;
    throw new InvalidArgumentError(`${what} is a number from ${least} up.`);
  };

/** One of a few words. */
export const choice =
  <T extends string>(what: string, words: readonly T[]) =>
  (text: string): T => {
    const found = words.find((word) => word === text);
    if (found !== undefined) return found;
    throw new InvalidArgumentError(`${what} is one of ${words.join(', ')}.`);
  };

/** A list of some of the words, separated by commas. */
export const list =
  <T extends string>(what: string, words: readonly T[]) =>
  (text: string): readonly T[] =>
    text.split(',').map((word) => choice(what, words)(word.trim()));
