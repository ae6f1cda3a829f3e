/** Links that lead out of docs/ into the repository, such as ../examples/web.yaml: they work where the files lie, and on the site. */
import { posix } from 'node:path';
import { repositoryPage } from '../../reports/format/site.ts';

/** The part of markdown-it that is used here. */
interface Markdown {
  readonly core: { readonly ruler: { readonly push: (name: string, rule: (state: State) => void) => void } };
}

interface State {
  readonly env: { readonly relativePath?: string };
  readonly tokens: readonly Token[];
}

interface Token {
  readonly type: string;
  readonly children?: readonly Token[] | null;
  readonly attrGet: (name: string) => string | null;
  readonly attrSet: (name: string, value: string) => void;
}

/** Where a link on a page of docs/ leads, if that is a file of the repository that is no page. */
export const outsideAddress = (page: string, link: string): string | undefined => {
  if (/^([a-z]+:|\/|#)/.test(link)) return undefined;
  const target = posix.join('docs', posix.dirname(page), link);
  return target.startsWith('docs/') ? undefined : repositoryPage(target);
};

/** Makes markdown-it write such links as addresses. */
export const leadOutside = (markdown: Markdown): void => {
  markdown.core.ruler.push('lead-outside', ({ env, tokens }) => {
    const links = tokens.flatMap(({ children }) => (children ?? []).filter(({ type }) => type === 'link_open'));
    for (const link of links) {
      const address = outsideAddress(env.relativePath ?? '', link.attrGet('href') ?? '');
      if (address !== undefined) link.attrSet('href', address);
    }
  });
};
