import { expect, it } from 'vitest';
import { hostCalls } from '../../../../src-main/contract/index.ts';
import { callChannel, hostCallNames } from '../../../../src-main/ipc/channel.ts';

it('has one channel for each host call of the contract', () => {
  expect([...hostCallNames].sort()).toEqual(Object.keys(hostCalls).sort());
  expect(new Set(hostCallNames.map(callChannel)).size).toBe(hostCallNames.length);
});
