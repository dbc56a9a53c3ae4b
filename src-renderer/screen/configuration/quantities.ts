/** What can be looked at, and how: signed quantities get diverging colours, and only the topological charge density a 3D view of its sign. */
import type { Quantity } from '../../../src-main/contract/index.ts';

export interface QuantityLook {
  readonly quantity: Quantity;
  readonly signed: boolean;
  /** Whether the field has the time axis. */
  readonly overTime: boolean;
  /** Needs four dimensions, or two for the topological charge. */
  readonly fits: (dimensions: number) => boolean;
}

const always = (): boolean => true;

export const quantityLooks: readonly QuantityLook[] = [
  { quantity: 'plaquette', signed: false, overTime: true, fits: always },
  { quantity: 'action-density', signed: false, overTime: true, fits: always },
  { quantity: 'topological-charge-density', signed: true, overTime: true, fits: (d) => d === 4 || d === 2 },
  { quantity: 'polyakov-real', signed: true, overTime: false, fits: (d) => d >= 3 },
  { quantity: 'polyakov-modulus', signed: false, overTime: false, fits: (d) => d >= 3 },
];

export const lookOf = (quantity: Quantity): QuantityLook =>
  quantityLooks.find((look) => look.quantity === quantity)!;
