/** Rules for texts: apimachinery `pkg/util/validation/validation.go` and `pkg/apis/core/validation/validation.go`, 1.35.6. */
import { isDnsLabel, isDnsSubdomain, isIpAddress, isLabelValue, isQualifiedName } from './rules.ts';

/** What is asked of a text, or of the keys of a map; `free`: nothing, `elsewhere`: another rule does it. */
export type TextRule =
  | { readonly of: 'free' | 'elsewhere' }
  | {
      readonly of: 'value' | 'key';
      readonly allows: (text: string) => boolean;
      readonly says: string;
      readonly fix: string;
    };

const rule = (allows: (text: string) => boolean, says: string, fix: string): TextRule => ({
  of: 'value',
  allows,
  says,
  fix,
});

/** Kubernetes takes any text. */
export const free: TextRule = { of: 'free' };
/** Another file of this folder, or the table of words, has the rule. */
export const elsewhere: TextRule = { of: 'elsewhere' };

/** Names of objects (`IsDNS1123Subdomain`). */
export const subdomain = rule(isDnsSubdomain, 'is not a valid name', 'use lower-case letters, digits, dashes and dots');
/** `NameIsDNSSubdomain` with `prefix`, which allows a dash at the end. */
export const prefixed = rule(
  (text) => isDnsSubdomain(text.replace(/-$/, 'a')),
  'is not a valid name',
  'use lower-case letters, digits, dashes and dots',
);
/** Names within an object (`IsDNS1123Label`). */
export const label = rule(isDnsLabel, 'is not a valid name', 'use at most 63 lower-case letters, digits and dashes');
/** `hostnameOverride`. */
export const shortSubdomain = rule(
  (text) => text.length <= 64 && isDnsSubdomain(text),
  'is not a valid name',
  'use at most 64 lower-case letters, digits, dashes and dots',
);
/** `externalName`; a dot at the end is allowed. */
export const host = rule(
  (text) => isDnsSubdomain(text.replace(/\.$/, '')),
  'is not a host name',
  'write a name such as db.example.com',
);
/** A search domain of DNS; underscores are allowed (`IsDNS1123SubdomainWithUnderscore`). */
export const search = rule(
  (text) => text === '.' || isDnsSubdomain(text.replace(/\.$/, '').replaceAll('_', 'a')),
  'is not a domain',
  'write a name such as svc.example.com',
);
/** An IP address. */
export const address = rule(isIpAddress, 'is not an IP address', 'write an address such as 10.0.0.1 or 2001:db8::1');
/** `IsDNS1123Subdomain`, or `IsWildcardDNS1123Subdomain`. */
export const wildcard = rule(
  (text) => isDnsSubdomain(text.replace(/^\*\./, '')),
  'is not a host name',
  'write a name such as shop.example.com or *.example.com',
);
/** The address of a Service. */
export const clusterAddress = rule(
  (text) => text === 'None' || isIpAddress(text),
  'is not an IP address',
  'write an address or None, or leave it out',
);
/** `IsQualifiedName`. */
export const qualified = rule(isQualifiedName, 'is not a qualified name', 'write name or example.com/name');
/** `IsQualifiedName` in whatever case. */
export const lowerQualified = rule(
  (text) => isQualifiedName(text.toLowerCase()),
  'is not a qualified name',
  'write name or example.com/name',
);
/** `IsValidLabelValue`. */
export const labelValue = rule(
  isLabelValue,
  'is not a valid label value',
  'use at most 63 letters, digits, dashes, underscores and dots',
);
/** `IsValidPortName`. */
export const portName = rule(
  (text) => text.length <= 15 && /^[a-z0-9](-?[a-z0-9])*$/.test(text) && /[a-z]/.test(text),
  'is not a port name',
  'use at most 15 lower-case letters, digits and single dashes, with a letter among them',
);
/** `IsRelaxedEnvVarName`, in force since 1.34. */
export const variable = rule(
  (text) => /^[ -<>-~]+$/.test(text),
  'is not a name of an environment variable',
  'use printable ASCII characters other than =',
);
const configKey = (text: string): boolean =>
  text.length <= 253 && /^[-._a-zA-Z0-9]+$/.test(text) && !/^\.\.?$|^\.\./.test(text);
/** `IsConfigMapKey`. */
export const key = rule(
  configKey,
  'is not a key of a ConfigMap or Secret',
  'use letters, digits, dashes, underscores and dots',
);
/** `IsConfigMapKey`, of the keys of a map. */
export const keys: TextRule = {
  of: 'key',
  allows: configKey,
  says: 'is not a key of a ConfigMap or Secret',
  fix: 'use at most 253 letters, digits, dashes, underscores and dots',
};
/** `IsHTTPHeaderName`. */
export const header = rule(
  (text) => /^[-A-Za-z0-9]+$/.test(text),
  'is not the name of a header',
  'write a name such as X-Header',
);
/** `IsValidSysctlName`. */
export const sysctl = rule(
  (text) => text.length <= 253 && /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/.test(text),
  'is not the name of a sysctl',
  'write a name such as net.core.somaxconn',
);
const climbs = (text: string): boolean => text.split('/').includes('..');
/** `validateLocalDescendingPath`. */
export const descending = rule(
  (text) => !text.startsWith('/') && !climbs(text),
  'is not a path below the volume',
  "write a relative path without '..'",
);
/** `ValidateLocalNonReservedPath`. */
export const unreserved = rule(
  (text) => !text.startsWith('/') && !text.startsWith('..') && !climbs(text),
  'is not a path below the volume',
  "write a relative path that does not begin with '..'",
);
/** `validatePathNoBacksteps`. */
export const noBacksteps = rule((text) => !climbs(text), "must not contain '..'", 'write the path without it');
/** An absolute path. */
export const absolute = rule((text) => text.startsWith('/'), 'is not an absolute path', 'begin it with /');
/** `ValidateCSIDriverName`. */
export const driver = rule(
  (text) => text.length <= 63 && isDnsSubdomain(text.toLowerCase()),
  'is not the name of a CSI driver',
  'write a name such as driver.example.com',
);
/** `validateContainerOnlyForPod`: the API server takes such a template, and refuses every Pod made of it. */
export const trimmed = rule(
  (text) => text === text.trim(),
  'has white space before or after it, and no Pod of it is taken',
  'remove the white space',
);
/** `validateObjectFieldSelector`. */
export const podField = rule(
  (text) =>
    /^(metadata\.(name|namespace|uid|labels|annotations)|spec\.(nodeName|serviceAccountName)|status\.(hostIPs?|podIPs?))$/.test(
      text,
    ) || isQualifiedName(/^metadata\.(?:labels|annotations)\['(.*)'\]$/.exec(text)?.[1] ?? ''),
  'is not a field a container can be told',
  "write for instance metadata.name, metadata.labels['app'], spec.nodeName or status.podIP",
);
/** `validateContainerResourceFieldSelector`. */
export const resource = rule(
  (text) => /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.+)$/.test(text),
  'is not a resource a container can be told',
  'write for instance limits.cpu or requests.memory',
);
/** `validateScheduleFormat` of batch. */
export const schedule = rule(
  (text) =>
    !/TZ=/.test(text) &&
    /^(@(yearly|annually|monthly|weekly|daily|midnight|hourly)|@every [0-9a-zµ.]+|([0-9A-Za-z*/,?-]+\s+){4}[0-9A-Za-z*/,?-]+)$/.test(
      text.trim(),
    ),
  'is not a schedule',
  'write five fields such as "0 3 * * *"; the time zone goes into timeZone',
);
/** `validateTimeZone` of batch. */
export const zone = rule(
  (text) => text.toLowerCase() !== 'local' && /^[A-Za-z0-9][A-Za-z0-9/_+-]*$/.test(text),
  'is not a time zone',
  'write a name such as Europe/Berlin or Etc/UTC',
);
/** `validateServiceTrafficDistribution`. */
export const distribution = rule(
  (text) => ['PreferClose', 'PreferSameZone', 'PreferSameNode'].includes(text),
  'is not a traffic distribution',
  'write PreferClose, PreferSameZone or PreferSameNode',
);

/** `ValidatePositiveIntOrPercent`, of texts. */
export const percentage = rule((text) => /^\d+%$/.test(text), 'is not a percentage', 'write a number, or one with %');
/** Indexes of a Job that decide its success. */
export const indexes = rule(
  (text) => /^\d+(-\d+)?(,\d+(-\d+)?)*$/.test(text),
  'is not a list of indexes',
  'write for instance 0,2-4',
);
/** `ValidateAnnotations`. */
export const annotationKeys: TextRule = {
  of: 'key',
  allows: (text) => isQualifiedName(text.toLowerCase()),
  says: 'is not a valid annotation key',
  fix: 'write name or example.com/name',
};
