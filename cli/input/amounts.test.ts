import { describe, expect, it } from 'vitest';
import { faultKinds, userActions } from '../../model/scenario.ts';
import { budgetsIn, bytesIn, countIn, gatesIn, millisecondsIn, namesIn, switchesIn } from './amounts.ts';

describe('amounts on the command line', () => {
  it.each([
    ['200000', 200_000],
    ['200_000', 200_000],
    ['200k', 200_000],
    ['5M', 5_000_000],
    ['1.5M', 1_500_000],
  ])('a count may be written %s', (text, count) => {
    expect(countIn(text)).toBe(count);
  });

  it.each(['0', '-1', '', 'k', '1.5', '5Mi', '1e6', 'many', '99999999999999999'])('%s is no count', (text) => {
    expect(() => countIn(text)).toThrow('whole number above 0');
  });

  it.each([
    ['4Gi', 4 * 2 ** 30],
    ['512Mi', 512 * 2 ** 20],
    ['2G', 2e9],
    ['1048576', 1_048_576],
  ])('memory may be written %s', (text, bytes) => {
    expect(bytesIn(text)).toBe(bytes);
  });

  it.each(['4GB', '-4Gi', 'lots', '0', '1023Ki'])('%s is no memory', (text) => {
    expect(() => bytesIn(text)).toThrow('512Mi or 4Gi');
  });

  it.each([
    ['500ms', 500],
    ['60s', 60_000],
    ['1.5s', 1500],
    ['1m30s', 90_000],
    ['2h', 7_200_000],
  ])('a duration may be written %s', (text, milliseconds) => {
    expect(millisecondsIn(text)).toBe(milliseconds);
  });

  it.each(['60', '0s', '-1s', '1d', '1m 30s', '', '999999h'])('%s is no duration', (text) => {
    expect(() => millisecondsIn(text)).toThrow('with its unit');
  });
});

describe('budgets', () => {
  const user = budgetsIn(userActions);
  const faults = budgetsIn(faultKinds);

  it('name a kind and a count, or unlimited', () => {
    expect(user('delete=2, force-delete=0')).toEqual({ delete: 2, 'force-delete': 0 });
    expect(faults('oom=unlimited')).toEqual({ oom: -1 });
  });

  it('add up over several options, the later winning', () => {
    expect(user('cordon=1', user('delete=2,cordon=0'))).toEqual({ delete: 2, cordon: 1 });
  });

  it('suggest the kind that was meant', () => {
    expect(() => faults('kubelet-restrat=1')).toThrow("There is no 'kubelet-restrat'. Did you mean kubelet-restart?");
    expect(() => faults('meteorite=1')).toThrow(/There is no 'meteorite'; there are kubelet-restart, /);
  });

  it.each(['delete', 'delete=', 'delete=-1', 'delete=1.5', 'delete=101', 'delete=x'])(
    '%s does not say how often',
    (text) => {
      expect(() => user(text)).toThrow('Say how often: delete=1');
    },
  );
});

describe('switches', () => {
  it('are on or off, later ones win, unknown ones are refused', () => {
    expect(switchesIn('proxyPrefersLiveEndpoint=on', { proxyPrefersLiveEndpoint: false })).toEqual({
      proxyPrefersLiveEndpoint: true,
    });
    expect(() => switchesIn('proxyPrefersLiveEndpoint=true')).toThrow('=on or proxyPrefersLiveEndpoint=off');
    expect(() => switchesIn('proxyPrefersLivingEndpoint=on')).toThrow('Did you mean proxyPrefersLiveEndpoint?');
  });
});

describe('feature gates and names', () => {
  it('are true or false, nothing else', () => {
    expect(gatesIn('A=true,B=false', { A: false, C: true })).toEqual({ A: true, B: false, C: true });
    expect(() => gatesIn('A=yes')).toThrow('A=true or A=false');
    expect(() => gatesIn('A')).toThrow('A=true or A=false');
  });

  it('may be given several times', () => {
    expect(namesIn('b,, c', ['a'])).toEqual(['a', 'b', 'c']);
  });
});
