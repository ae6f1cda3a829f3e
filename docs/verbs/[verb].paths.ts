import { verbPages } from '../site/verbs.ts';

export default { paths: verbPages };
