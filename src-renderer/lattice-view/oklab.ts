/**
 * Oklab (B. Ottosson, "A perceptual color space for image processing", 2020): equal steps look equal, so colour maps are built as straight
 * lines in it. sRGB by IEC 61966-2-1. Test: test/unit/renderer/lattice-view/oklab.test.ts.
 */
export interface Oklch {
  /** 0 black to 1 white. */
  readonly lightness: number;
  readonly chroma: number;
  /** Degrees: about 30 red, 60 orange, 110 yellow, 145 green, 250 blue. */
  readonly hue: number;
}

const encode = (linear: number): number =>
  linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;

/** Linear sRGB; outside [0, 1] where the colour is not in the gamut. */
const linearOf = ({ lightness, chroma, hue }: Oklch): readonly [number, number, number] => {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
};

const inGamut = (rgb: readonly number[]): boolean => rgb.every((c) => c >= -1e-4 && c <= 1 + 1e-4);

/** 0 to 255 each. A colour outside the gamut keeps lightness and hue and loses chroma. */
export const toRgb = (colour: Oklch): readonly [number, number, number] => {
  let low = 0;
  let high = colour.chroma;
  if (!inGamut(linearOf(colour))) {
    for (let i = 0; i < 24; i++) {
      const middle = (low + high) / 2;
      if (inGamut(linearOf({ ...colour, chroma: middle }))) low = middle;
      else high = middle;
    }
    high = low;
  }
  const [r, g, b] = linearOf({ ...colour, chroma: high });
  const byte = (c: number): number => Math.round(255 * encode(Math.min(1, Math.max(0, c))));
  return [byte(r), byte(g), byte(b)];
};
