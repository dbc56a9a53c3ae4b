import { expect, it } from 'vitest';
import { type Sender, senderProblem } from '../../../../src-main/security/sender-policy.ts';

const ours: Sender = { address: 'app://plaquette/index.html#/runs', isTopFrame: true, isOurWindow: true };

it('accepts our page in our window', () => {
  expect(senderProblem(ours)).toBeUndefined();
});

it.each<[string, Partial<Sender>]>([
  ['a frame inside the page', { isTopFrame: false }],
  ['a window that is not ours', { isOurWindow: false }],
  ['a page elsewhere', { address: 'https://plaquette/index.html' }],
  ['another host of our scheme', { address: 'app://evil/index.html' }],
  ['a file of ours that is no page', { address: 'app://plaquette/assets/index.js' }],
  ['a page with our name in front', { address: 'app://plaquette.evil.example/index.html' }],
  ['our name as a user', { address: 'app://plaquette@evil/index.html' }],
  ['an empty page', { address: 'about:blank' }],
  ['no address', { address: '' }],
])('refuses %s', (_what, change) => {
  expect(senderProblem({ ...ours, ...change })).toMatch(/came from/);
});

it('refuses a frame that is gone', () => {
  expect(senderProblem(undefined)).toContain('gone');
});
