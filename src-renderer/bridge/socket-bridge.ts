/** The bridge in a browser under `plaquette serve`. */
import type { Bridge } from './bridge.ts';

export const socketBridge = (): Bridge => {
  throw new Error('This page was opened outside Plaquette.');
};
