/** The texts of an Ingress: `pkg/apis/networking/validation/validation.go`, 1.35.8. A path is only looked at together with its type. */
import { elsewhere, free, label, portName, subdomain, type TextRule, wildcard } from './textRule.ts';

/** Struct name → its fields with texts, those of one rule together. */
export type TextRules = Readonly<Record<string, readonly (readonly [fields: string, rule: TextRule])[]>>;

/** Every text of an Ingress. */
export const ingressRules: TextRules = {
  Ingress: [['kind apiVersion', elsewhere]],
  IngressSpec: [['ingressClassName', subdomain]],
  IngressTLS: [
    ['hosts', wildcard],
    ['secretName', subdomain],
  ],
  IngressRule: [['host', wildcard]],
  HTTPIngressPath: [['path', free]],
  IngressServiceBackend: [['name', label]],
  ServiceBackendPort: [['name', portName]],
};
