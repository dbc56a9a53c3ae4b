/** Gamma matrices of meson channels: products of g_x, g_y, g_z, g_t and g_5 in the order of the name. In 2 dimensions there are four. */
import { MESON_CHANNELS, type MesonChannel } from '../api/spec/hadron-spec.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { type GammaBasis, type SpinMatrix, spinIdentity, spinProduct } from '../dirac/gamma.ts';

/** Factors of a channel: directions x = 0, y = 1, z = 2, t = 3, and 5. */
export const factorsOf = (channel: MesonChannel): readonly (0 | 1 | 2 | 3 | 5)[] =>
  channel === '1'
    ? []
    : channel
        .slice(1)
        .split('g')
        .map(
          (name) =>
            ({ x: 0, y: 1, z: 2, t: 3, 5: 5 })[name as 'x' | 'y' | 'z' | 't' | '5'] as 0 | 1 | 2 | 3 | 5,
        );

/** In two dimensions the other channels are these again, up to a phase. */
const TWO_DIMENSIONS: readonly MesonChannel[] = ['1', 'g5', 'gx', 'gt'];

/** The channels there are in so many dimensions. */
export const channelsIn = (dimensions: number): readonly MesonChannel[] =>
  dimensions === 4 ? MESON_CHANNELS : TWO_DIMENSIONS;

/** spec.conflict: a channel that these dimensions do not have. */
export const checkChannels = (channels: readonly MesonChannel[], dimensions: number): Result<null> => {
  const there = channelsIn(dimensions);
  const missing = channels.find((c) => !there.includes(c));
  if (missing === undefined) return ok(null);
  return fail(
    'spec.conflict',
    `There is no meson channel ${missing} of its own in ${dimensions} dimensions.`,
    `Choose among ${there.join(', ')}.`,
    { channel: missing },
  );
};

/** Index of a factor among the directions of the lattice; time is the last one. */
export const directionOf = (factor: 0 | 1 | 2 | 3, dimensions: number): number =>
  factor === 3 ? dimensions - 1 : factor;

/** Gamma of a channel, spins x spins: the product of its factors in the order of the name. */
export const channelMatrix = (channel: MesonChannel, basis: GammaBasis): SpinMatrix =>
  factorsOf(channel)
    .map((f) => (f === 5 ? basis.gamma5 : basis.gamma[directionOf(f, basis.gamma.length)]!))
    .reduce(spinProduct, spinIdentity(basis.spins));
