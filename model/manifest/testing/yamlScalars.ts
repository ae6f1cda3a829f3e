/** Scalars in every way YAML writes them, and in ways it does not. */
import fc from 'fast-check';

/** Words that mean something to YAML, or nearly. */
export const words =
  `a web ~ null Null NULL nULL true True TRUE tRue false False FALSE yes Yes YES no No NO on On ON off Off OFF y Y n N
  0 1 -1 +1 +0 -0 00 007 010 -010 0o10 0o8 -0o7 0b101 0b2 -0b1 0x1F 0xZ -0x1f 0X1F 1_000 1__0 _1 1_ 0x_1 0b_1 0o_7 12345678901234567890
  9223372036854775807 9223372036854775808 18446744073709551615 18446744073709551616 -9223372036854775808 -9223372036854775809
  1.0 1. .5 -.5 +.5 1.5e3 1e3 1E3 1e+3 1e-3 1.e3 .e3 1.5_0 1_0.5 1e400 1e-400 0.1 100.0 1e21 1e20 123456789.123456789 0x1.8p1 0xFp2 1e 1.2.3
  .inf .Inf .INF -.inf +.inf .iNF inf Infinity .nan .NaN .NAN nan -.nan
  190:20:30 1:30 1:60 1:2:3.5 -1:30 12:30:45 2001-12-14 2001-12-14T21:59:43.10-05:00 2001-12-14 21:59:43 = << <<x - -- --- ... -a ?a :a a: a:b a::b
  a#b #a a,b [ ] { } [] {} , & &a * *a ! !a !!str !!int % %a @a \`a \` ' " '' "" | > |a >- a'b a"b a[b a]b a{b a}b \\ a\\b \\n <a> $a (a) 1Gi 100m 8080 8080/tcp
  v1 apps/v1 http://a.b/c?d=e 10.0.0.1 ::1 é 日本 \u{1F600} \u00a0 \u0085 \u2028 \ufeff`.split(/\s+/);
/** Plain scalars, and what looks like one. */
export const scalar = fc.constantFrom(
  ...words,
  '- a',
  '? a',
  ': a',
  'a b',
  'a # b',
  'a #b',
  'a\tb',
  'a: b',
  "it's",
  'a - b',
  'x  y',
  '2001-12-14 21:59:43',
);

/** Escapes of double quotes, known and unknown. */
export const escapes = Array.from('abefnrtv0 "/\\NLP_xuU\'qcz1-\t%').map((letter) => `\\${letter}`);
const inQuotes = fc.constantFrom(
  ...escapes,
  '\\x41',
  '\\x4',
  '\\xZZ',
  '\\x00',
  '\\u00e9',
  '\\u12',
  '\\uD83D\\uDE00',
  '\\ud83d',
  '\\U0001F600',
  '\\U00110000',
  '\\U0001',
  'a',
  'b c',
  ' ',
  '\t',
  "''",
  "'",
  '\n',
  '\n\n',
  ' \n ',
  '\n  ',
  '\\\n',
  '\\\n  ',
  '\n\t',
  '#',
  ': ',
  '---',
  '\n---\n',
  '\n...',
  '{',
  ',',
  '*',
  '\u00e9',
  '\u0085',
  '\u2028',
);
/** Text in double quotes, over several lines too. */
export const doubleQuoted = fc.array(inQuotes, { maxLength: 6 }).map((parts) => `"${parts.join('')}"`);
/** Text in single quotes. */
export const singleQuoted = fc
  .array(inQuotes, { maxLength: 5 })
  .map((parts) => `'${parts.join('').replaceAll(/(?<!')'(?!')/g, '')}'`);

const blockLine = fc.constantFrom(
  'a',
  '  a',
  'a b',
  '',
  ' ',
  '    ',
  '\ta',
  '# a',
  'a # b',
  '- a',
  'a: b',
  ' b',
  '---',
  '\t',
  '{{ x }}',
  '"q"',
);
const blockHeader = fc
  .tuple(
    fc.constantFrom('|', '>'),
    fc.constantFrom(
      '',
      '',
      '',
      '+',
      '-',
      '1',
      '2',
      '3',
      '0',
      '9',
      '-1',
      '2+',
      '+2',
      '--',
      '12',
      ' ',
      ' # c',
      '#c',
      ' x',
    ),
  )
  .map(([style, indicator]) => style + indicator);
/** Text of whole lines, with every kind of header. */
export const blockScalar = fc
  .tuple(blockHeader, fc.array(blockLine, { maxLength: 5 }), fc.constantFrom('  ', ' ', '    ', ''))
  .map(([header, lines, indent]) => `${header}\n${lines.map((line) => (line === '' ? '' : indent + line)).join('\n')}`);
