/** XML read by a strict parser, for tests of what was written. */
import { SaxesParser } from 'saxes';

/** An element with what stands in it. */
export interface ReadElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Every element of a document, in the order in which they end. Throws if it is not well-formed XML 1.0. */
export const elementsOf = (xml: string): readonly ReadElement[] => {
  const parser = new SaxesParser();
  const open: { name: string; attributes: Record<string, string>; text: string }[] = [];
  const read: ReadElement[] = [];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    open.push({ name, attributes, text: '' });
  });
  const hear = (text: string) => {
    const last = open.at(-1);
    if (last !== undefined) last.text += text;
  };
  parser.on('text', hear);
  parser.on('cdata', hear);
  parser.on('closetag', () => {
    const last = open.pop();
    if (last !== undefined) read.push(last);
  });
  parser.write(xml).close();
  return read;
};
