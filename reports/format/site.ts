/** Where the documentation of podproof is published. */
export const site = 'https://podproof.dev';

/** The page of one guarantee: an address that stays. */
export const guaranteePage = (id: string): string => `${site}/guarantees/${encodeURIComponent(id)}`;
