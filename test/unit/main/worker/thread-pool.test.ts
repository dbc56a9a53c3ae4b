import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Device } from '../../../../src-engine/kernel/device.ts';
import { encodeModule } from '../../../../src-engine/kernel/lower-wasm/encode.ts';
import { singleThreadExecutor } from '../../../../src-engine/kernel/single-thread.ts';
import { Lattice } from '../../../../src-engine/lattice/lattice.ts';
import {
  type ThreadPool,
  type ThreadPoolOptions,
  threadPoolExecutor,
} from '../../../../src-main/worker/thread-pool.ts';

const pools: ThreadPool[] = [];
const poolOf = (options: ThreadPoolOptions): ThreadPool => {
  const pool = threadPoolExecutor(options);
  pools.push(pool);
  return pool;
};
const readyPool = async (threads: number): Promise<ThreadPool> => {
  const pool = poolOf({ threads });
  await pool.ready();
  return pool;
};
afterEach(async () => {
  for (const pool of pools) pool.dispose();
  await Promise.all(pools.splice(0).map((pool) => pool.ended));
});

/** A pool whose compute threads misbehave (test/support/faulty-compute-thread.ts). */
const faultyPool = (threads: number, how: string): ThreadPool => {
  process.env.FAULTY_COMPUTE_THREAD = how;
  return poolOf({ threads, entry: new URL('../../../support/faulty-compute-thread.ts', import.meta.url) });
};

const noise = (length: number): Float64Array => {
  let x = 12345;
  return Float64Array.from({ length }, () => {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    return x / 2 ** 31 - 1;
  });
};
const bits = (values: Float64Array): string[] => [...new BigUint64Array(values.slice().buffer)].map(String);

/** A chain of launches that mixes neighbours, stores, sums, maxima and site lists; everything it computed, as bits. */
const chain = (device: Device, dims: readonly number[], launches: number): string[] => {
  const lattice = new Lattice(device, dims);
  const a = lattice.field(3);
  const b = lattice.field(3);
  lattice.write(a, noise(lattice.volume * 3));
  const step = lattice.kernel('step', (k) => {
    const from = k.field('from', 3);
    const to = k.field('to', 3);
    const scale = k.constant(1 / (2 * dims.length));
    for (let c = 0; c < 3; c++) {
      const here = k.load(from, k.here, c);
      let sum = here;
      for (let mu = 0; mu < dims.length; mu++)
        sum = k.add(sum, k.move([k.load(from, k.shift(k.here, mu), (c + 1) % 3)], k.here)[0]!);
      k.store(to, c, k.mul(sum, scale));
      k.reduce(k.mul(here, sum));
      k.reduce(here, 'max');
    }
  });
  const odd = lattice.siteList(
    Array.from({ length: lattice.volume }, (_, i) => i).filter((i) => i % 3 === 1),
  );
  const double = lattice.kernel('double', (k) => {
    const f = k.field('f', 3);
    for (let c = 0; c < 3; c++) k.store(f, c, k.add(k.load(f, k.here, c), k.load(f, k.here, c)));
  });
  const out: string[] = [];
  for (let i = 0; i < launches; i++) {
    const [from, to] = i % 2 === 0 ? [a, b] : [b, a];
    out.push(...bits(step([from, to])));
    if (i % 5 === 0) double([to], { sites: odd });
  }
  out.push(...bits(lattice.read(a)), ...bits(lattice.read(b)));
  return out;
};

describe('results', () => {
  it.each([
    { dims: [8, 8, 8, 8], launches: 100 },
    { dims: [4, 4, 4, 4], launches: 400 },
    { dims: [4, 4], launches: 200 },
    { dims: [2, 2], launches: 50 },
  ])('have the same bits with 1, 2 and 3 threads on $dims', async ({ dims, launches }) => {
    const wanted = chain(new Device(singleThreadExecutor()), dims, launches);
    for (const threads of [1, 2, 3])
      expect(chain(new Device(await readyPool(threads)), dims, launches)).toEqual(wanted);
  });

  it('do not depend on when threads join', () => {
    const wanted = chain(new Device(singleThreadExecutor()), [4, 4, 4, 4], 50);
    expect(chain(new Device(poolOf({ threads: 3 })), [4, 4, 4, 4], 50)).toEqual(wanted);
  });
});

/** Adds one to every site, so that a block left out or run twice shows. */
const counter = (lattice: Lattice, name = 'count') =>
  lattice.kernel(name, (k) => {
    const f = k.field('f', 1);
    k.store(f, 0, k.add(k.load(f, k.here, 0), k.constant(1)));
  });

const busyFor = (milliseconds: number): void => {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
};

/**
 * Each block adds one to the word at `context`, then waits until it has reached `partials`; a trap when that takes 10^10 looks. So a
 * launch of as many blocks as threads ends only when every thread takes part.
 */
const rendezvous = encodeModule(
  Uint8Array.from([
    ...[1, 1, 0x7e], // local 4: looks
    ...[0x20, 2, 0x41, 1, 0xfe, 0x1e, 2, 0, 0x1a], // drop(atomic.add(context, 1))
    ...[0x03, 0x40, 0x20, 2, 0xfe, 0x10, 2, 0, 0x20, 3, 0x48, 0x04, 0x40], // loop if (atomic.load(context) < partials)
    ...[0x20, 4, 0x42, 1, 0x7c, 0x22, 4, 0x42, 0x80, 0xc8, 0xaf, 0xa0, 0x25, 0x55, 0x04, 0x40, 0x00, 0x0b], // if (++looks > 10^10) unreachable
    ...[0x0c, 1, 0x0b, 0x0b, 0x0b],
  ]),
  true,
);

describe('launches', () => {
  it.each([2, 3])('wake and use all %i threads every time', async (threads) => {
    const pool = await readyPool(threads);
    const kernel = pool.add(rendezvous);
    const nothing = new Int32Array(new SharedArrayBuffer(4));
    for (let i = 1; i <= 80; i++) {
      pool.run({ kernel, count: threads * 8, block: 8, context: 64, partials: threads * i, partialBytes: 0 });
      if (i % 4 === 0) Atomics.wait(nothing, 0, 0, 1);
      else busyFor((i % 10) / 100);
    }
  });

  it('run every block once, whether threads are awake, falling asleep or asleep', async () => {
    const device = new Device(await readyPool(3));
    const lattices = [
      new Lattice(device, [4, 4]),
      new Lattice(device, [8, 4, 4]),
      new Lattice(device, [4, 4, 4, 4]),
    ];
    const fields = lattices.map((lattice) => lattice.field(1));
    const kernels = lattices.map((lattice) => counter(lattice));
    const counts = [0, 0, 0];
    const pauses = noise(9000);
    const nothing = new Int32Array(new SharedArrayBuffer(4));
    for (const [i, pause] of pauses.entries()) {
      const which = i % 7 < 3 ? i % 3 : (i + 1) % 3;
      kernels[which]!([fields[which]!]);
      counts[which]!++;
      // around the time after which threads go to sleep, and now and then much longer
      if (pause > 0.5) busyFor(0.04 + 0.04 * pause);
      if (i % 100 === 0) Atomics.wait(nothing, 0, 0, 1);
    }
    for (const [i, lattice] of lattices.entries())
      expect([...new Set(lattice.read(fields[i]!))]).toEqual([counts[i]]);
  });

  it('see memory that has grown since the threads started', async () => {
    const device = new Device(await readyPool(3));
    const lattice = new Lattice(device, [4, 4, 4, 4]);
    const count = counter(lattice);
    for (let i = 0; i < 40; i++) {
      const field = lattice.field(1);
      count([field]);
      count([field]);
      expect([...new Set(lattice.read(field))]).toEqual([2]);
      device.allocate(5 << 20);
    }
    expect(device.executor.buffer().byteLength).toBeGreaterThan(200 << 20);
  });

  it('run kernels that are added later, also many at a time', async () => {
    const device = new Device(await readyPool(3));
    const lattice = new Lattice(device, [4, 4, 4, 4]);
    const field = lattice.field(1);
    const kernels = Array.from({ length: 60 }, (_, i) =>
      lattice.kernel(`add ${i}`, (k) => {
        const f = k.field('f', 1);
        k.store(f, 0, k.add(k.load(f, k.here, 0), k.constant(i + 1)));
      }),
    );
    let sum = 0;
    for (let round = 0; round < 3; round++)
      for (let i = 0; i < kernels.length; i += round + 1) {
        kernels[kernels.length - 1 - i]!([field]);
        sum += kernels.length - i;
      }
    expect([...new Set(lattice.read(field))]).toEqual([sum]);
  });

  it('throw RangeError when memory is exhausted', () => {
    const pool = poolOf({ threads: 2 });
    expect(() => pool.reserve(2 ** 32 + 1)).toThrow(RangeError);
  });

  it('throw what a block throws, in whichever thread, and the pool goes on', async () => {
    const pool = await readyPool(3);
    const trap = pool.add(encodeModule(Uint8Array.of(0, 0x00, 0x0b), true));
    const nothing = pool.add(encodeModule(Uint8Array.of(0, 0x0b), true));
    // block 1 only: `begin` (local 0) equals 8
    const second = pool.add(
      encodeModule(Uint8Array.of(0, 0x20, 0, 0x41, 8, 0x46, 0x04, 0x40, 0x00, 0x0b, 0x0b), true),
    );
    const launch = { count: 128, block: 8, context: 0, partials: 0, partialBytes: 0 };
    for (let i = 0; i < 200; i++) {
      expect(() => pool.run({ kernel: i % 2 ? trap : second, ...launch })).toThrow(/unreachable/);
      pool.run({ kernel: nothing, ...launch });
    }
  });
});

describe('threads that end', () => {
  const launchUntilItThrows = (pool: ThreadPool): void => {
    const nothing = pool.add(encodeModule(Uint8Array.of(0, 0x0b), true));
    // a thread may take long to start on a busy machine
    for (const end = performance.now() + 20_000; performance.now() < end; ) {
      pool.run({ kernel: nothing, count: 64, block: 8, context: 0, partials: 0, partialBytes: 0 });
      busyFor(0.2);
    }
  };

  it.each(['exit', 'throw', 'return'])(
    'in a launch (%s) give an error that names them, without an event loop',
    (how) => {
      const pool = faultyPool(2, how);
      expect(() => launchUntilItThrows(pool)).toThrow(/Compute thread 1 of 2 stopped/);
      expect(() => launchUntilItThrows(pool)).toThrow(/Compute thread 1 of 2 stopped/);
    },
  );

  it('because they are killed, at any moment, give an error and no hang or wrong number', async () => {
    const spy = vi.spyOn(Worker.prototype, 'unref');
    for (let round = 0; round < 12; round++) {
      const pool = await readyPool(2);
      const device = new Device(pool);
      const lattice = new Lattice(device, [8, 8, 8, 8]);
      const field = lattice.field(1);
      const count = counter(lattice);
      count([field]);
      void (spy.mock.contexts.at(-1) as Worker).terminate();
      let launches = 1;
      try {
        for (; launches < 100 * (round + 1); launches++) count([field]);
        expect([...new Set(lattice.read(field))]).toEqual([launches]);
      } catch (error) {
        expect(String(error)).toMatch(/Compute thread 1 of 2 stopped/);
      }
      await pool.ended;
      expect(() => count([field])).toThrow(/Compute thread 1 of 2 stopped/);
    }
    spy.mockRestore();
  });

  it('at the start give an error too', async () => {
    const pool = faultyPool(3, 'no-start');
    await expect(pool.ready()).rejects.toThrow(/cannot start on purpose/);
    expect(() => launchUntilItThrows(pool)).toThrow(
      /Compute thread \d of 3 stopped \(cannot start on purpose\)/,
    );
  });

  it('end with the pool, also deaf ones', async () => {
    const quick = await readyPool(3);
    quick.dispose();
    quick.dispose();
    await quick.ended;
    expect(() => launchUntilItThrows(quick)).toThrow(/closed/);

    const unborn = poolOf({ threads: 3 });
    unborn.dispose();
    await unborn.ended;

    const deaf = faultyPool(2, 'deaf');
    const nothing = deaf.add(encodeModule(Uint8Array.of(0, 0x0b), true));
    for (let i = 0; i < 500; i++) {
      deaf.run({ kernel: nothing, count: 64, block: 8, context: 0, partials: 0, partialBytes: 0 });
      busyFor(0.2);
    }
    deaf.dispose();
    await deaf.ended;
  });
});
