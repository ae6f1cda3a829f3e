import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exhibits } from '../../generators/museum/index.ts';
import { assumptionNames } from '../../model/assumptions.ts';
import { catalogue } from '../../model/facts/index.ts';
import { sliceNames } from '../../model/guarantees/guarantee.ts';
import { guarantees } from '../../model/guarantees/index.ts';
import { guaranteePage, repository, repositoryPage } from '../../reports/format/site.ts';
import { assumptionsText } from './assumptions.ts';
import { factsText } from './facts.ts';
import { guaranteePages, guaranteesInOne } from './guarantees.ts';
import { code, plain, prose, table } from './markdown.ts';
import { museumPages } from './museum.ts';
import { outsideAddress } from './outside.ts';
import { root } from './repository.ts';
import { schemaPages } from './schemas.ts';
import { verbPages } from './verbs.ts';

describe('the page of a guarantee', () => {
  const made = guaranteePages();

  it('is there for each, and stands on the page of the repository that reports name', async () => {
    expect(made).toHaveLength(guarantees.length + 1);
    const all = guaranteesInOne();
    await expect(all).toMatchFileSnapshot(`${root}docs/reference/guarantees.md`);
    // GitHub makes the anchor of a heading of small letters and dashes from the heading itself.
    const addresses = [...all.matchAll(/^## ([a-z0-9-]+)$/gm)].map(
      ([, id]) => `${repositoryPage('docs/reference/guarantees.md')}#${id}`,
    );
    expect(guarantees.map(({ id }) => guaranteePage(id)).filter((address) => !addresses.includes(address))).toEqual([]);
  });

  it.each(guarantees.map((one) => [one.id, one] as const))('tells all there is to know: %s', (id, one) => {
    const content = made.find(({ params }) => params['id'] === id)?.content ?? '';
    for (const text of [one.sentence, one.why, one.advice, one.condition, one.textbook]) {
      expect(content).toContain(prose(text ?? ''));
    }
    for (const fact of one.facts) expect(content).toContain(`/reference/facts#${fact.toLowerCase()}`);
    expect(content).toContain(code(one.mutant));
    expect(content).not.toContain('undefined');
  });

  it('says who can change it where Kubernetes does not keep it', () => {
    const silent = guarantees.filter(
      ({ id, standing }) =>
        standing !== 'always' && !made.find(({ params }) => params['id'] === id)?.content.includes('## Who can change'),
    );
    // No example has what these speak about.
    expect(silent.map(({ id }) => id)).toMatchInlineSnapshot(`
      [
        "running-pod-is-not-rejected",
        "rollout-completes",
        "rollout-keeps-endpoints",
        "rollout-within-surge",
        "rollout-processes-within-surge",
        "recreate-never-overlaps",
        "rollout-complete-means-old-stopped",
        "no-new-pods-of-the-old-template",
        "scale-down-spares-the-ready",
        "replicaset-never-over-creates",
        "slow-starter-is-not-killed",
      ]
    `);
  });

  it('links to a slice that is explained', () => {
    const concepts = readFileSync(new URL('../concepts.md', import.meta.url), 'utf8');
    expect(sliceNames.filter((slice) => !concepts.includes(`{#slice-${slice}}`))).toEqual([]);
  });
});

describe('the other pages', () => {
  it('have every assumption, fact and exhibit', () => {
    const [assumptions, facts] = [assumptionsText(), factsText()];
    expect(assumptionNames.filter((name) => !assumptions.includes(`## ${name}\n`))).toEqual([]);
    expect(catalogue.filter(({ id }) => !facts.includes(`### ${id} {#${id.toLowerCase()}}`))).toEqual([]);
    expect(museumPages()).toHaveLength(exhibits.length + 1);
  });

  it('say of a verb its options, examples and exit codes', async () => {
    const tune = (await verbPages()).find(({ params }) => params['verb'] === 'tune')?.content ?? '';
    expect(tune).toContain('`--for <number>`');
    expect(tune).toContain('podproof tune web.yaml --for endpoint-propagation');
    expect(tune).toContain('- 1 no number helps');
  });

  it('say of a format its fields, those of objects inside, and where a definition is', () => {
    const check = schemaPages().find(({ params }) => params['schema'] === 'check-report.v1')?.content ?? '';
    expect(check).toContain('| `workloads[].replicas` | integer | yes |');
    expect(check).toContain('| `findings` | list of [finding](#def-finding) |');
    expect(check).toContain('{#def-finding}');
  });
});

describe('addresses', () => {
  it('are those of the repository that package.json names', () => {
    const { repository: named, homepage } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
      readonly repository: { readonly url: string };
      readonly homepage: string;
    };
    expect(named.url).toBe(`git+${repository}.git`);
    expect(homepage).toBe(`${repository}#readme`);
  });

  it('in the README lead to files that there are, wherever it is read', () => {
    const readme = readFileSync(`${root}README.md`, 'utf8');
    const links = [...readme.matchAll(/\]\(([^)#]*)/g)].map(([, link = '']) => link);
    const base = repositoryPage('');
    expect(links.length).toBeGreaterThan(10);
    expect(links.filter((link) => !link.startsWith(base) || !existsSync(`${root}${link.slice(base.length)}`))).toEqual(
      [],
    );
  });
});

describe('markdown from data', () => {
  it('shows any text as it is', () => {
    expect(plain('a <b> {{ c }} `d` [e](f) *g*')).toBe('a \\<b\\> {\\{ c }} \\`d\\` \\[e\\](f) \\*g\\*');
    expect(prose('use `a<b>` <c>')).toBe('use `a<b>` \\<c\\>');
    expect(table(['a'], [['x|y'], ['x\\|y']])).toBe('| a |\n| --- |\n| x\\|y |\n| x\\|y |');
  });

  it('leads links out of docs/ into the repository', () => {
    expect(outsideAddress('examples/web.md', '../../examples/web.yaml')).toBe(
      'https://github.com/podproof/podproof/blob/main/examples/web.yaml',
    );
    expect(outsideAddress('library.md', 'concepts.md')).toBeUndefined();
    expect(outsideAddress('library.md', '/guarantees/')).toBeUndefined();
  });
});
