/**
 * Which compiler switches V8 needs for fast kernels. Call before the first kernel is compiled; switches hold for the whole process.
 *
 * | V8    | runtime     | Turboshaft for WebAssembly                                                        |
 * |-------|-------------|-----------------------------------------------------------------------------------|
 * | 11.3  | Node 20     | switch exists, experimental; compiling a kernel with it aborts the process: not set |
 * | 12.4  | Node 22     | not tried: not set                                                                |
 * | 13.0  | Electron 33 | off by default, works, kernels run 1.8 to 2.6 times as fast: set                  |
 * | 13.1+ | between     | not tried: not set                                                                |
 * | 13.6+ | Node 24     | always on, the switch is gone (setting it prints an error): not set               |
 *
 * Windows of Electron take the switch from its command line (`js-flags`) instead.
 * Proof: test/unit/main/worker/v8-flags.test.ts.
 */
import { setFlagsFromString } from 'node:v8';

const FLAGS: Readonly<Record<string, readonly string[]>> = { '13.0': ['--turboshaft-wasm'] };

/** The switches for a V8 version such as `13.0.245.18-electron.0`. */
export const kernelCompilerFlags = (v8: string): readonly string[] =>
  FLAGS[v8.split('.').slice(0, 2).join('.')] ?? [];

export const setKernelCompilerFlags = (): void => {
  for (const flag of kernelCompilerFlags(process.versions.v8)) setFlagsFromString(flag);
};
