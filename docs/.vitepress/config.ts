/** The site: what stands in docs/, and the pages that are made from the data of the program. `npm run docs` builds it, without a network. */
import { type DefaultTheme, defineConfig } from 'vitepress';
import { repository } from '../../reports/format/site.ts';
import { leadOutside } from '../site/outside.ts';

const guides: DefaultTheme.SidebarItem[] = [
  { text: 'Install', link: '/install' },
  { text: 'Tutorial', link: '/tutorial' },
  { text: 'Concepts', link: '/concepts' },
  { text: 'Questions', link: '/questions' },
  { text: 'How it works', link: '/how-it-works' },
  { text: 'Comparison', link: '/comparison' },
];

const tasks: DefaultTheme.SidebarItem[] = [
  { text: 'Check manifests', link: '/checking' },
  { text: 'Assumptions, configuration', link: '/configuration' },
  { text: 'In CI', link: '/ci' },
  { text: 'Pages and reports', link: '/reports' },
  { text: 'Museum of real bugs', link: '/bugs' },
  { text: 'Test an implementation', link: '/implementations' },
  { text: 'Use it as a library', link: '/library' },
];

const reference: DefaultTheme.SidebarItem[] = [
  { text: 'Guarantees', link: '/guarantees/' },
  { text: 'Assumptions', link: '/reference/assumptions' },
  { text: 'Verbs and exit codes', link: '/verbs/' },
  { text: 'Formats (JSON Schema)', link: '/schemas/' },
  { text: 'Facts about Kubernetes', link: '/reference/facts' },
  { text: 'API', link: '/api/' },
];

const examples: DefaultTheme.SidebarItem[] = ['web', 'statefulset', 'daemonset', 'job', 'everything'].map((name) => ({
  text: `${name}.yaml`,
  link: `/examples/${name}`,
}));

export default defineConfig({
  title: 'podproof',
  description: 'Proves ordering guarantees of the Kubernetes Pod lifecycle on your own manifests',
  lang: 'en',
  cleanUrls: true,
  // For those who read the repository itself; the site has a page for each guarantee.
  srcExclude: ['reference/guarantees.md'],
  // Data is full of <names> and is no HTML.
  markdown: { html: false, config: (markdown) => leadOutside(markdown) },
  themeConfig: {
    search: { provider: 'local' },
    nav: [
      { text: 'Tutorial', link: '/tutorial' },
      { text: 'Guarantees', link: '/guarantees/' },
      { text: 'Verbs', link: '/verbs/' },
    ],
    sidebar: [
      { text: 'Begin', items: guides },
      { text: 'Do', items: tasks },
      { text: 'Look up', items: reference },
      { text: 'Worked examples', items: examples },
    ],
    outline: { level: [2, 3] },
    socialLinks: [{ icon: 'github', link: repository }],
  },
});
