import { museumPages } from '../site/museum.ts';

export default { paths: museumPages };
