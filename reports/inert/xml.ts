/** XML 1.0: the one place that knows how text gets into it. */
import { inertText, instead } from './text.ts';

/** Beyond what XML allows (https://www.w3.org/TR/xml/#charsets): halves of a surrogate pair, and two that are no characters. */
const impossible = /\p{Cs}|[\uFFFE\uFFFF]/gu;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string =>
  inertText(text)
    .replace(impossible, instead)
    .replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);

/** In an attribute a parser takes line ends and tabs for spaces, unless they are written as numbers. */
const attribute = (text: string): string => escaped(text).replace(/[\n\t]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** An element, ready to be put into another one. */
export type Xml = readonly string[];

const opening = (name: string, attributes: Readonly<Record<string, string | number>>): string =>
  [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${attribute(String(value))}"`)].join(' ');

/** An element with elements in it. */
export const element = (
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  inside: readonly Xml[] = [],
): Xml =>
  inside.length === 0
    ? [`<${opening(name, attributes)}/>`]
    : [`<${opening(name, attributes)}>`, ...inside.flat().map((line) => indented(line)), `</${name}>`];

/** An element with text in it, which stays as it is, line by line. */
export const textElement = (name: string, attributes: Readonly<Record<string, string | number>>, text: string): Xml => [
  `<${opening(name, attributes)}>${escaped(text)}</${name}>`,
];

/** Only the first line of an element: what follows in it is its text. */
const indented = (line: string): string => `  ${line}`;

/** A whole document. */
export const document = (root: Xml): string => ['<?xml version="1.0" encoding="UTF-8"?>', ...root, ''].join('\n');
