import { schemaPages } from '../site/schemas.ts';

export default { paths: schemaPages };
