/** The executor of one thread: the calling one. */
import { type Executor, instantiate, type Launch, runBlock, webAssembly } from './executor.ts';
import { MAX_PAGES } from './lower-wasm/encode.ts';

const PAGE = 65536;

export const singleThreadExecutor = (): Executor => {
  const wasm = webAssembly();
  const memory = new wasm.Memory({ initial: 16, maximum: MAX_PAGES });
  const kernels: ReturnType<typeof instantiate>[] = [];
  return {
    threads: 1,
    shared: false,
    buffer: () => memory.buffer,
    reserve: (bytes) => {
      const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE);
      if (missing > 0) memory.grow(missing);
    },
    add: (module) => kernels.push(instantiate(new wasm.Module(module), memory)) - 1,
    run: (launch: Launch) => {
      const run = kernels[launch.kernel]!;
      const blocks = Math.ceil(launch.count / launch.block);
      for (let i = 0; i < blocks; i++) runBlock(run, launch, i);
    },
    dispose: () => {},
  };
};
