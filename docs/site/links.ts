/** Links of a built site: each leads to a page of it, to a file of it, or to an anchor that is there. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

interface Built {
  /** As in an address: `/guarantees/bind-once`. */
  readonly path: string;
  readonly links: readonly string[];
  readonly anchors: ReadonlySet<string>;
}

const unescaped = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

const valuesOf = (html: string, attribute: string): readonly string[] =>
  [...html.matchAll(new RegExp(` ${attribute}="([^"]*)"`, 'g'))].map(([, value = '']) => unescaped(value));

const builtIn = (directory: string): readonly Built[] =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.html'))
    .sort()
    .map((file) => {
      const html = readFileSync(join(directory, file), 'utf8');
      const path = `/${file.replace(/\.html$/, '').replace(/(^|\/)index$/, '$1')}`;
      return { path, links: valuesOf(html, 'href'), anchors: new Set(valuesOf(html, 'id')) };
    });

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** What is wrong with the links of a built site, a line each. */
export const deadLinksIn = (directory: string): readonly string[] => {
  const pages = builtIn(directory);
  const byPath = new Map(pages.map((page) => [page.path, page]));
  return pages.flatMap(({ path, links }) =>
    [...new Set(links)].flatMap((link) => {
      if (/^([a-z]+:|\/\/)/.test(link)) return [];
      const { pathname, hash } = new URL(link, `https://site${path}`);
      const [target, anchor] = [decodeURIComponent(pathname), decodeURIComponent(hash.slice(1))];
      const page = byPath.get(target);
      const known = page === undefined ? isFile(join(directory, target)) : anchor === '' || page.anchors.has(anchor);
      return known ? [] : [`${path}: ${link}`];
    }),
  );
};
