/**
 * A field of a run as flows take it: the numbers of one sample in plain order, scalars and links of SU(N) as they are, links of U(1) as angles in [0, 2 pi).
 * Proved by test/unit/engine/learn/sample/flow-updater.test.ts.
 */
import type { GaugeField } from '../../lattice/gauge-field.ts';
import type { Field } from '../../lattice/lattice.ts';

export interface ChainField {
  read(): Float64Array;
  write(values: Float64Array): void;
}

/** A field of numbers on a lattice of one sample. */
export const plainField = (field: Field): ChainField => ({
  read: () => field.lattice.read(field),
  write: (values) => field.lattice.write(field, values),
});

export const gaugeChainField = ({ group, links }: GaugeField): ChainField => {
  const plain = plainField(links);
  if (group.special) return plain;
  return {
    read: () => {
      const values = plain.read();
      return Float64Array.from({ length: values.length / 2 }, (_, i) => {
        const angle = Math.atan2(values[2 * i + 1]!, values[2 * i]!);
        return angle < 0 ? angle + 2 * Math.PI : angle;
      });
    },
    write: (angles) => {
      const values = new Float64Array(2 * angles.length);
      angles.forEach((angle, i) => {
        values[2 * i] = Math.cos(angle);
        values[2 * i + 1] = Math.sin(angle);
      });
      plain.write(values);
    },
  };
};
