/** The name under which kubectl asks for the completion of its plugin, with the words after `kubectl podproof`. */
export const pluginCompletion = 'kubectl_complete-podproof';
