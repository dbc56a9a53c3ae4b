/** Lists of measurements of LatticeQCD.jl: tables by name, or a list of tables that carry their names. */
import { isTable, type Table } from './given-keys.ts';

/** More are a mistake. */
const MOST = 64;

export const asMethods = (value: unknown): readonly (readonly [label: string, table: Table])[] => {
  const entries: readonly (readonly [string, unknown])[] = Array.isArray(value)
    ? value.map((one: unknown, i) => [`${i + 1}`, one] as const)
    : isTable(value)
      ? Object.entries(value)
      : [];
  return entries
    .slice(0, MOST)
    .flatMap(([label, one]) => (isTable(one) ? [[label.slice(0, 60), one] as const] : []));
};
