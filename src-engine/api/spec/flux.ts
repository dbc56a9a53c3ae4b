/** 't Hooft fluxes as an inline table of planes, { xy = 1, zt = 1 }: read, and written in a fixed order. */
import { complain, isTable, type Reading, wrongType } from './reading.ts';
import type { Flux } from './run-spec.ts';
import { closest } from './suggestion.ts';

const axes = ['x', 'y', 'z', 't'];

/** Planes mu < nu in canonical order: xy, xz, xt, yz, yt, zt. */
const planes = axes.flatMap((a, mu) =>
  axes.slice(mu + 1).map((b, i) => ({ name: a + b, mu, nu: mu + 1 + i })),
);
const names = planes.map((plane) => plane.name);

/** The name of a plane, like "xt". */
export const planeName = ({ mu, nu }: Flux): string => `${axes[mu]}${axes[nu]}`;

/** Zero fluxes are dropped: no flux and a flux of zero are one spec. */
export const readFluxes = (raw: unknown): Reading => {
  if (!isTable(raw)) return wrongType('a table of planes', raw, '{ xy = 1, zt = 1 }');
  const all = `The planes are ${names.join(', ')}.`;
  const unknown = Object.keys(raw).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const near = names.find((name) => name === [...unknown].reverse().join('')) ?? closest(unknown, names);
    const remedy = near === undefined ? all : `Did you mean ${near}? ${all}`;
    return complain('spec.unknownKey', `has no plane ${JSON.stringify(unknown.slice(0, 40))}`, remedy);
  }
  const fluxes: Flux[] = [];
  for (const { name, mu, nu } of planes) {
    const units = Object.hasOwn(raw, name) ? raw[name] : 0;
    if (typeof units !== 'number' || !Number.isInteger(units))
      return wrongType(`whole numbers per plane (${name})`, units, '{ xy = 1 }');
    if (units !== 0) fluxes.push({ mu, nu, units });
  }
  return { value: fluxes };
};

export const formatFluxes = (fluxes: readonly Flux[]): string =>
  fluxes.length === 0 ? '{}' : `{ ${fluxes.map((flux) => `${planeName(flux)} = ${flux.units}`).join(', ')} }`;
