/**
 * The links of one gauge field on a device: d matrices of N x N complex numbers per site, U_mu at component mu * 2 N^2, each row-major
 * (re, im); in plain site order the same sequence as a GaugeConfiguration.
 */
import { invariant } from '../base/invariant.ts';
import { type Group, groupOfColours } from '../group/group.ts';
import { type GaugeConfiguration, type LinkSource, linkValues } from './gauge-configuration.ts';
import type { Field, Lattice } from './lattice.ts';

export interface GaugeField {
  readonly lattice: Lattice;
  readonly group: Group;
  readonly links: Field;
}

export const makeGaugeField = (lattice: Lattice, group: Group): GaugeField => ({
  lattice,
  group,
  links: lattice.field(lattice.dims.length * group.linkComponents),
});

/** Sets every link to one. */
export const setCold = ({ lattice, group, links }: GaugeField): void => {
  const n = group.colours;
  const values = new Float64Array(lattice.volume * links.components);
  for (let link = 0; link < values.length; link += group.linkComponents) {
    for (let i = 0; i < n; i++) values[link + i * (n + 1) * 2] = 1;
  }
  lattice.write(links, values);
};

export const setConfiguration = (field: GaugeField, configuration: GaugeConfiguration): void => {
  const { dims, colours, links } = configuration;
  invariant(
    dims.join() === field.lattice.dims.join() && colours === field.group.colours,
    'a configuration of another lattice',
  );
  invariant(links.length === linkValues(dims, colours), 'a configuration of the wrong length');
  field.lattice.write(field.links, links);
};

export const getConfiguration = ({ lattice, group, links }: GaugeField): GaugeConfiguration => ({
  dims: lattice.dims,
  colours: group.colours,
  links: lattice.read(links),
});

/** A field on `lattice` with the links of `configuration`. */
export const gaugeFieldOf = (lattice: Lattice, configuration: GaugeConfiguration): GaugeField => {
  const field = makeGaugeField(lattice, groupOfColours(configuration.colours));
  setConfiguration(field, configuration);
  return field;
};

/** The links, read from the device piece by piece: a field need not be copied to be written to a file. */
export const linkSource = ({ lattice, group, links }: GaugeField): LinkSource => {
  let buffer = new Float64Array(0);
  return {
    dims: lattice.dims,
    colours: group.colours,
    values: (from, to) => {
      if (buffer.length < to - from) buffer = new Float64Array(to - from);
      return lattice.readRange(links, from, to, buffer).subarray(0, to - from);
    },
  };
};

/** A new gauge field with the same links. */
export const copyGaugeField = (field: GaugeField): GaugeField => {
  const { lattice, links } = field;
  const copy = lattice.field(links.components);
  lattice.copy(links, copy);
  return { ...field, links: copy };
};
