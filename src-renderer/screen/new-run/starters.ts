/** What a new item of a list begins with, so that it is complete at once. */
import type { Json, Table } from './document-edit.ts';

const heatBath: Table = { algorithm: 'heat-bath', sweeps: 1 };
/** Two light flavours that run at once. */
const quark: Table = { operator: 'wilson', kappa: 0.12 };
const overRelaxation: Table = { algorithm: 'over-relaxation', sweeps: 3 };

export const starterFor = (list: string, items: readonly Json[]): Table => {
  if (list === 'phase')
    return { name: `phase ${items.length + 1}`, updates: 1000, update: [heatBath, overRelaxation] };
  if (list === 'fermion') return quark;
  return JSON.stringify(items).includes('"heat-bath"') ? overRelaxation : heatBath;
};

/** Before a template, file or fork was chosen. */
export const emptyDocument: Table = { version: 1 };
