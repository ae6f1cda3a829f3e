import { assumptionsText } from '../site/assumptions.ts';
import { factsText } from '../site/facts.ts';

export default {
  paths: () => [
    { params: { topic: 'assumptions' }, content: assumptionsText() },
    { params: { topic: 'facts' }, content: factsText() },
  ],
};
