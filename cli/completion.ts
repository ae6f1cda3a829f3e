import tab from '@bomb.sh/tab/commander';
import type { Command } from 'commander';

/**
 * `podproof completion bash|zsh|fish|powershell` prints a script for the shell; the script asks the hidden verb
 * `complete`, which knows verbs, options and their values from the program itself. To be added last.
 */
export const addCompletion = (program: Command): void => {
  tab(program, { completionCommandName: 'completion' });
};
