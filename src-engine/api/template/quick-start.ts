/** The first minute: small enough to end while one watches, large enough for the accepted value. */
import type { Template } from './template.ts';
import { heatBath, hmc } from './update-blocks.ts';

export const quickStart: Template = {
  name: 'quick-start',
  title: 'SU(3) quick start',
  description:
    'Gluons without quarks on a small lattice, 8^4 at beta 5.7: hybrid Monte Carlo first, from a random start, then heat bath with over-relaxation, two very different exact algorithms that continue one chain. The plaquette rises from 0 and settles; its mean with an honest error is compared with the accepted value. About half a minute.',
  references: [
    {
      observable: 'plaquette',
      value: 0.549472,
      error: 0.000209,
      source:
        'independent heat-bath and over-relaxation runs with the Wilson action, 8^4, beta 5.7, periodic; the infinite-volume value of the literature is about 0.5492',
    },
  ],
  document: {
    version: 1,
    name: 'SU(3) quick start',
    seed: 20260100,
    lattice: { dims: [8, 8, 8, 8], group: 'SU(3)' },
    action: { preset: 'wilson', beta: 5.7 },
    start: { kind: 'hot' },
    phase: [
      { name: 'hybrid Monte Carlo', updates: 150, update: [hmc(10)] },
      { name: 'heat bath', updates: 1000, update: heatBath(3) },
    ],
    run: { thermalisation: 60, 'save-every': 250 },
    measure: { plaquette: { every: 1 }, rectangle: { every: 1 }, polyakov: { every: 1 } },
  },
};
