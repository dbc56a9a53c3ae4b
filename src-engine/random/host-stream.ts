/**
 * The random numbers of stream.ts in plain code: the same bits at the same seed, purpose, update, stage, site and draw.
 * For decisions taken once for the whole lattice, such as accept/reject (site 0), and as the reference of the kernels' draws.
 * Proved by test/unit/engine/random/stream.test.ts.
 */
import { unitFromBits } from '../kernel/interpret.ts';
import { philoxWords } from './philox.ts';
import { type DrawAddress, drawCounter } from './stream.ts';

export class HostStream {
  private readonly address: DrawAddress;
  private readonly site: number;
  private block = 0;

  constructor(address: DrawAddress, site = 0) {
    this.address = address;
    this.site = site;
  }

  /** Two doubles in the open interval (0, 1), from one block. */
  private pair(): [number, number] {
    const { key, counter } = drawCounter(this.address, this.site, this.block++);
    const w = philoxWords(key, counter);
    return [unitFromBits(w[0], w[1]), unitFromBits(w[2], w[3])];
  }

  /** `n` doubles in (0, 1). */
  uniforms(n: number): number[] {
    const out: number[] = [];
    while (out.length < n) out.push(...this.pair());
    return out.slice(0, n);
  }

  /** One double in (0, 1). */
  uniform(): number {
    return this.pair()[0];
  }

  /** `n` normal deviates of variance 1; equal to a kernel's up to the rounding of log, sin and cos. */
  gaussians(n: number): number[] {
    const out: number[] = [];
    while (out.length < n) {
      const [u, v] = this.pair();
      const radius = Math.sqrt(-2 * Math.log(u));
      out.push(radius * Math.cos(2 * Math.PI * v), radius * Math.sin(2 * Math.PI * v));
    }
    return out.slice(0, n);
  }
}
