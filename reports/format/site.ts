/** Where people read more than podproof prints: the repository, whose host shows its pages whether or not the site of docs/ is published. */
export const repository = 'https://github.com/podproof/podproof';

/** A file of the repository as its host shows it. */
export const repositoryPage = (path: string): string => `${repository}/blob/main/${path}`;

/** What there is to read of one guarantee: an address that stays. */
export const guaranteePage = (id: string): string =>
  `${repositoryPage('docs/reference/guarantees.md')}#${encodeURIComponent(id)}`;
