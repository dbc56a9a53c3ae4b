import { describe, expect, it } from 'vitest';
import { addressOf, startLines, stopLine, warningOf } from '../../../../src-main/server/start-lines.ts';

const facts = {
  host: '127.0.0.1',
  port: 8417,
  token: 'KEY',
  root: '/data',
  workspace: '/data/su3',
  machineName: 'node7',
  user: 'ada',
};

describe('what a server says about itself', () => {
  it('on loopback: the address with its key, and the tunnel that leads there', () => {
    const text = startLines(facts).join('\n');
    expect(text).toContain('http://127.0.0.1:8417/#token=KEY');
    expect(text).toContain('ssh -L 8417:127.0.0.1:8417 ada@node7');
    expect(text).toContain('/data/su3');
    expect(warningOf(facts)).toBeUndefined();
  });

  it('on the network: a warning in place of the tunnel', () => {
    const open = { ...facts, host: '0.0.0.0', workspace: null };
    expect(addressOf(open)).toBe('http://node7:8417/#token=KEY');
    expect(startLines(open).join('\n')).not.toContain('ssh');
    expect(warningOf(open)).toMatch(/other machines.*\/data/);
    expect(addressOf({ ...facts, host: '::1' })).toBe('http://[::1]:8417/#token=KEY');
  });

  it('at the end: which runs are being stopped', () => {
    expect(stopLine(0)).toMatch(/^Stopping\./);
    expect(stopLine(1)).toMatch(/^One run stops/);
    expect(stopLine(3)).toMatch(/^3 runs stop/);
  });
});
