/**
 * Adam (D. Kingma, J. Ba, arXiv:1412.6980) and AdamW (I. Loshchilov, F. Hutter, arXiv:1711.05101) over the whole vector of parameters, in PyTorch's form:
 *   AdamW: w <- w (1 - rate decay);  Adam: g <- g + decay w;  m <- b1 m + (1 - b1) g,  v <- b2 v + (1 - b2) g^2,
 *   w <- w - rate m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + epsilon),  t = 1 in the first step.
 * Arithmetic in f32. Proved by test/unit/engine/learn/optimise/adam.test.ts.
 */
import { invariant } from '../../base/invariant.ts';
import type { Device } from '../../kernel/device.ts';
import { I32, LoopCode, type LoopModule, type LoopTarget } from '../../kernel/lower-wasm/loop-code.ts';
import type { Real, Tracer } from '../../kernel/tracer.ts';
import type { Parameters } from '../parameters.ts';

export interface AdamOptions {
  readonly kind: 'adam' | 'adamw';
  readonly weightDecay?: number;
  /** Decay of the two means of the gradient; 0.9 and 0.999 when absent. */
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
}

/** What a checkpoint holds: steps taken, running means of the gradient and of its square. */
export interface OptimiserState {
  readonly step: number;
  readonly first: Float32Array;
  readonly second: Float32Array;
}

export interface Optimiser {
  /** Changes the values by the gradient, multiplied by `scale` first, and tells the parameters. */
  step(rate: number, scale?: number): void;
  /** A copy. */
  state(): OptimiserState;
  restore(state: OptimiserState): void;
  release(): void;
}

/** Numbers of a step, in this order. */
const NUMBERS = [
  'scale',
  'decay',
  'shrink',
  'beta1',
  'rest1',
  'beta2',
  'rest2',
  'rate',
  'root',
  'epsilon',
] as const;
type Numbers = Readonly<Record<(typeof NUMBERS)[number], Real>>;

interface Means {
  readonly first: Real;
  readonly second: Real;
}

const slope = (k: Tracer, n: Numbers, w: Real, g: Real): Real => k.fma(n.decay, w, k.mul(n.scale, g));
const means = (k: Tracer, n: Numbers, g: Real, m: Real, v: Real): Means => ({
  first: k.fma(n.beta1, m, k.mul(n.rest1, g)),
  second: k.fma(n.beta2, v, k.mul(n.rest2, k.mul(g, g))),
});
const moved = (k: Tracer, n: Numbers, w: Real, { first, second }: Means): Real => {
  const length = k.add(k.div(k.sqrt(second), n.root), n.epsilon);
  return k.sub(k.mul(n.shrink, w), k.div(k.mul(n.rate, first), length));
};

/** Arguments: values, gradient, first and second moments, numbers. Indices: registers of four. */
const adamCode = (target: LoopTarget): LoopModule => {
  const loop = new LoopCode(target);
  const c = loop.code;
  const bases = [0, 1, 2, 3].map((i) => loop.word(i));
  const numbersAt = loop.word(4);
  const numbers = NUMBERS.map((_, i) => {
    const symbol = loop.register();
    loop.splat(numbersAt, 4 * i);
    c.set(symbol);
    return symbol;
  });
  const pointers = bases.map(() => loop.integer());
  loop.eachIndex((index) => {
    const [w, g, m, v] = pointers.map((pointer, i) => {
      c.get(index);
      loop.integers(I32.shl, 4);
      c.get(bases[i]!);
      loop.integers(I32.add);
      c.set(pointer);
      const symbol = c.symbol('v128');
      loop.load(pointer, 0);
      c.set(symbol);
      return symbol;
    }) as [number, number, number, number];
    const apply = (f: (k: Tracer, n: Numbers, ...x: Real[]) => Real, ...inputs: number[]): number =>
      loop.apply(
        (k, x) =>
          f(
            k,
            Object.fromEntries(NUMBERS.map((name, i) => [name, x[i]!])) as unknown as Numbers,
            ...x.slice(NUMBERS.length),
          ),
        [...numbers, ...inputs],
      );
    const s = apply((k, n, a, b) => slope(k, n, a!, b!), w, g);
    const first = apply((k, n, a, b, x) => means(k, n, a!, b!, x!).first, s, m, v);
    const second = apply((k, n, a, b, x) => means(k, n, a!, b!, x!).second, s, m, v);
    const next = apply((k, n, a, b, x) => moved(k, n, a!, { first: b!, second: x! }), w, first, second);
    for (const [i, symbol] of [
      [0, next],
      [2, first],
      [3, second],
    ] as const)
      loop.store(pointers[i]!, 0, symbol);
  });
  return loop.finish();
};

/** For all parameters that are declared by now; its moments begin with zeros. */
export const makeAdam = (device: Device, parameters: Parameters, options: AdamOptions): Optimiser => {
  const { kind, weightDecay = 0, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  const { length } = parameters;
  const bytes = Math.max(4, 4 * length);
  const [first, second] = [device.allocate(bytes), device.allocate(bytes)];
  const numbers = device.allocate(4 * NUMBERS.length);
  let steps = 0;
  const whole = { name: '', shape: [length], offset: 0, length };
  return {
    step: (rate, scale = 1) => {
      invariant(parameters.length === length, 'parameters were declared behind the optimiser');
      steps++;
      const now: Record<(typeof NUMBERS)[number], number> = {
        scale,
        decay: kind === 'adam' ? weightDecay : 0,
        shrink: kind === 'adamw' ? 1 - rate * weightDecay : 1,
        beta1,
        rest1: 1 - beta1,
        beta2,
        rest2: 1 - beta2,
        rate: rate / (1 - beta1 ** steps),
        root: Math.sqrt(1 - beta2 ** steps),
        epsilon,
      };
      device.float32(numbers, NUMBERS.length).set(NUMBERS.map((name) => now[name]));
      const loop = device.loop('adam', 'f32', adamCode);
      const values = parameters.address(whole, 'f32');
      device.runLoop(
        loop,
        [values, parameters.gradientAddress(whole), first, second, numbers],
        Math.ceil(length / 4),
      );
      parameters.changed();
    },
    state: () => ({
      step: steps,
      first: device.float32(first, length).slice(),
      second: device.float32(second, length).slice(),
    }),
    restore: (state) => {
      invariant(
        state.first.length === length && state.second.length === length,
        `an optimiser of ${state.first.length} parameters for ${length}`,
      );
      steps = state.step;
      device.float32(first, length).set(state.first);
      device.float32(second, length).set(state.second);
    },
    release: () => {
      for (const address of [first, second, numbers]) device.release(address);
    },
  };
};
