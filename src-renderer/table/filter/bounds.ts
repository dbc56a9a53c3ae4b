/**
 * Numbers and times as people write them in a filter. Numbers: 5.7, 1e-3, 50%; in columns of seconds also 1h30m.
 * Times: 2026-11-20 (a day), 2026-11-20T10:30, today, and 7d or 3h for "that long ago". Local time.
 * Test: test/unit/renderer/table/filter/bounds.test.ts.
 */
import { parseDuration } from '../../../src-engine/api/spec/duration.ts';

export const readNumberBound = (text: string, unit: string | undefined): number | undefined => {
  const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?(%?)$/i.exec(text);
  if (number !== null) return Number.parseFloat(text) / (number[3] === '%' ? 100 : 1);
  return unit === 's' ? parseDuration(text) : undefined;
};

/** From the first to just before the last moment that the text names, in ms. */
export interface Moment {
  readonly from: number;
  readonly to: number;
}

const day = 86_400_000;

export const readTimeBound = (text: string, now: number): Moment | undefined => {
  if (text === 'today') return dayOf(new Date(now));
  const ago = /^\d+w$/.test(text)
    ? Number.parseInt(text, 10) * 604_800
    : text === 'none'
      ? undefined
      : parseDuration(text);
  if (ago !== undefined) return { from: now - ago * 1000, to: now - ago * 1000 };
  const match = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d)?)?$/.exec(text);
  if (match === null) return undefined;
  const time = new Date(match[2] === undefined ? `${text}T00:00` : text);
  if (Number.isNaN(time.getTime())) return undefined;
  return match[2] === undefined ? dayOf(time) : { from: time.getTime(), to: time.getTime() + 60_000 };
};

/** A calendar day here, also where clocks change. */
const dayOf = (time: Date): Moment => {
  const from = new Date(time.getFullYear(), time.getMonth(), time.getDate());
  const to = new Date(from.getTime() + 1.5 * day);
  return { from: from.getTime(), to: new Date(to.getFullYear(), to.getMonth(), to.getDate()).getTime() };
};
