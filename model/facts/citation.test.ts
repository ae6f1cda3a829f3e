import { describe, expect, it } from 'vitest';
import { releasesRead } from '../versions.ts';
import { type CodeCitation, citationsOf, moduleVersion } from './citation.ts';
import { catalogue } from './index.ts';

const codeOf = (source: string): readonly CodeCitation[] => citationsOf(source).filter((one) => one.is === 'code');

describe('a source', () => {
  it('is a list of clauses; code without releases has those of the next clause', () => {
    const source =
      'pkg/kubelet/kubelet.go SyncPod and HandlePodUpdates, pkg/kubelet/config; staging/src/k8s.io/apiserver/pkg/a/b.go F, 1.36.2, 1.37.2; KEP-753; derived from D71, C3';
    const releases = ['1.36.2', '1.37.2'];
    const kubernetes = 'k8s.io/kubernetes';
    expect(citationsOf(source)).toEqual([
      {
        is: 'code',
        module: kubernetes,
        path: 'pkg/kubelet/kubelet.go',
        names: ['SyncPod', 'HandlePodUpdates'],
        releases,
      },
      { is: 'code', module: kubernetes, path: 'pkg/kubelet/config', names: [], releases },
      { is: 'code', module: 'k8s.io/apiserver', path: 'pkg/a/b.go', names: ['F'], releases },
      { is: 'reference', text: 'KEP-753' },
      { is: 'derived', facts: ['D71', 'C3'] },
    ]);
  });

  it.each([
    ['kubelet.go SyncPod, 1.36.2', "cannot read 'kubelet.go'"],
    ['pkg/kubelet/kubelet.go SyncPod', 'no release is named for pkg/kubelet/kubelet.go'],
    ['pkg/kubelet/kubelet.go SyncPod, 1.36', "cannot read '1.36'"],
    ['pkg/kubelet/kubelet.go SyncPod (see there), 1.36.2', "cannot read '(see'"],
    ['somewhere in the kubelet', "cannot read 'somewhere'"],
  ])('cannot be %s', (source, message) => {
    expect(() => citationsOf(source)).toThrow(message);
  });
});

describe('the citations of the catalogue', () => {
  it('can all be read', () => {
    const complaints = catalogue.flatMap(({ id, source }) => {
      try {
        return citationsOf(source).length > 0 ? [] : [`${id}: no citation`];
      } catch (error) {
        return [`${id}: ${String(error)}`];
      }
    });
    expect(complaints).toEqual([]);
  });

  it('name releases that were read, and facts that are there', () => {
    const read = Object.values(releasesRead).flat();
    const ids = catalogue.map(({ id }) => id);
    const unread = catalogue.filter(({ source }) =>
      codeOf(source).some(({ releases }) => releases.some((release) => !read.includes(release))),
    );
    expect(unread.map(({ id }) => id)).toEqual([]);
    const lost = catalogue.flatMap(({ source }) =>
      citationsOf(source).flatMap((one) => (one.is === 'derived' ? one.facts.filter((id) => !ids.includes(id)) : [])),
    );
    expect(lost).toEqual([]);
  });
});

describe('the modules of a release', () => {
  it('count from 1 or, once split off, from 0', () => {
    expect(moduleVersion('k8s.io/kubernetes', '1.37.2')).toBe('v1.37.2');
    expect(moduleVersion('k8s.io/api', '1.37.2')).toBe('v0.37.2');
  });
});
