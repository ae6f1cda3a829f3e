/** Mends links of the API pages: TypeDoc's Markdown takes `Case.manifest` and `CaseManifest` for one name and numbers the second, which no heading does. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const slugsOf = (markdown: string): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const [, title = ''] of markdown.matchAll(/^#+ (.*)$/gm)) {
    const slug = title.toLowerCase().replaceAll(/[^a-z0-9_]/g, '');
    counts.set(slug, (counts.get(slug) ?? 0) + 1);
  }
  return counts;
};

/** Takes the number away where the page has no second heading of that name. */
export function mendAnchors(directory: string): void {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(directory, file));
  const slugs = new Map(files.map((file) => [file, slugsOf(readFileSync(file, 'utf8'))]));
  for (const file of files) {
    const mended = readFileSync(file, 'utf8').replaceAll(
      /\(([^()\s#]*)#(\w+)-(\d+)\)/g,
      (link, page: string, slug: string, number: string) => {
        const target = page === '' ? file : join(dirname(file), page);
        return (slugs.get(target)?.get(slug) ?? 0) > Number(number) ? link : `(${page}#${slug})`;
      },
    );
    writeFileSync(file, mended);
  }
}
