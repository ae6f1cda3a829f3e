import { guaranteePages } from '../site/guarantees.ts';

export default { paths: guaranteePages };
