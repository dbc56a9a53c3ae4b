/** How wide a text is, estimated: the same everywhere, without a canvas to measure on. Pixels. */
export const textWidth = (text: string, size: number): number => [...text].length * letter * size;

/** Mean width of a letter as a share of its size. */
const letter = 0.56;
