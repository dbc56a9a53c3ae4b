import { describe, expect, it } from 'vitest';
import { kernelCompilerFlags } from '../../../../src-main/worker/v8-flags.ts';

describe('kernelCompilerFlags', () => {
  it('turns Turboshaft on where it is off and works', () => {
    expect(kernelCompilerFlags('13.0.245.18-electron.0')).toEqual(['--turboshaft-wasm']);
  });
  it('leaves other versions alone', () => {
    for (const v8 of ['11.3.244.8-node.38', '12.4.254.21-node.33', '13.6.233.17-node.53', '14.0.1', ''])
      expect(kernelCompilerFlags(v8)).toEqual([]);
  });
});
