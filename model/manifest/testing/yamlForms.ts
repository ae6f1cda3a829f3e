/** Forms of YAML that people write, and many that only look like it: for comparing our reader with the one kubectl uses. */
import fc from 'fast-check';
import { blockScalar, doubleQuoted, escapes, scalar, singleQuoted, words } from './yamlScalars.ts';

const prefix = fc.constantFrom(
  '',
  '',
  '',
  '',
  '',
  '',
  '&a ',
  '&b ',
  '!!str ',
  '!!int ',
  '!!float ',
  '!!bool ',
  '!!null ',
  '!!binary ',
  '!!timestamp ',
  '!!map ',
  '!!seq ',
  '!!set ',
  '!x ',
  '! ',
  '!<tag:yaml.org,2002:str> ',
  '!!merge ',
  '!!omap ',
  '&a !!str ',
  '!!str &a ',
  '&a\n  ',
  '!e!x ',
  '!!unknown ',
  '&a &b ',
);
const flowItem: fc.Memo<string> = fc.memo((depth) =>
  depth <= 1
    ? fc.oneof(scalar, doubleQuoted, singleQuoted, fc.constantFrom('', 'a', '*a', '&a b'))
    : fc.oneof({ weight: 3, arbitrary: flowItem(1) }, flow(depth)),
);
const separator = fc.constantFrom(', ', ',', ',\n  ', ' , ', ',\n', ', # c\n  ', ',\t', ' ', ',,');
const flow: fc.Memo<string> = fc.memo((depth) =>
  fc.oneof(
    fc
      .tuple(
        fc.array(flowItem(depth - 1), { maxLength: 3 }),
        separator,
        fc.constantFrom(']', ' ]', ',]', '\n]', '\n  ]', '', '}'),
      )
      .map(([items, between, end]) => `[${items.join(between)}${end}`),
    fc
      .tuple(
        fc.array(fc.tuple(flowItem(1), fc.constantFrom(': ', ':', ' : ', ':\n  ', '', ' '), flowItem(depth - 1)), {
          maxLength: 3,
        }),
        separator,
        fc.constantFrom('}', ' }', ',}', '\n}', '\n  }', '', ']'),
      )
      .map(([pairs, between, end]) => `{${pairs.map((pair) => pair.join('')).join(between)}${end}`),
  ),
);
const value = fc
  .tuple(
    prefix,
    fc.oneof(
      { weight: 5, arbitrary: scalar },
      { weight: 3, arbitrary: doubleQuoted },
      { weight: 2, arbitrary: singleQuoted },
      { weight: 3, arbitrary: blockScalar },
      { weight: 3, arbitrary: flow(2) },
      fc.constantFrom('', '*a', '*b'),
    ),
  )
  .map((parts) => parts.join(''));

const key = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('a', 'b', 'c', 'kind') },
  { weight: 2, arbitrary: scalar },
  doubleQuoted,
  fc.constantFrom('<<', '"<<"', '? a', '*a ', '&a a', '!!str a', '[a]', '{a: b}', '"a" ', "'a'", ''),
);
const colon = fc.constantFrom(': ', ': ', ': ', ': ', ':', ' : ', ':\t', ':  ', ':\n  ', ':\n- ', ':\n');
const indentation = fc.constantFrom(
  '',
  '',
  '',
  '  ',
  '  ',
  ' ',
  '    ',
  '\t',
  '- ',
  '- ',
  '-  ',
  '-\t',
  '  - ',
  '- - ',
  '? ',
  '  \t',
);
const comment = fc.constantFrom(
  '',
  '',
  '',
  '',
  '',
  ' # c',
  ' #',
  '#c',
  '\t# c',
  '  ',
  '\t',
  '\n# c',
  '\n  # c',
  '\n\n',
);
const line = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(indentation, key, colon, value, comment).map((parts) => parts.join('')) },
  { weight: 2, arbitrary: fc.tuple(indentation, value, comment).map((parts) => parts.join('')) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '---',
      '--- ',
      '--- # c',
      '--- a',
      '---\ta',
      '...',
      '... # c',
      '%YAML 1.1',
      '%YAML 1.2',
      '%TAG ! tag:x,2000:',
      '# c',
      '',
      '  ',
      '\t',
      '-',
      '?',
      ':',
      '--- |',
      '--- {a: b}',
      '----',
      'a: b\n\n\n',
    ),
  },
);
const ending = fc.constantFrom('\n', '\n', '\n', '', '\n\n', '\r\n', '\n ');
const lines = fc
  .tuple(
    fc.array(line, { minLength: 1, maxLength: 4 }),
    ending,
    fc.constantFrom('\n', '\n', '\n', '\n', '\r\n', '\r'),
    fc.constantFrom('', '', '', '', '', '\ufeff', '\n', ' ', '\t'),
  )
  .map(([all, end, lineEnd, start]) => (start + all.join('\n') + end).replaceAll('\n', lineEnd));

const jsonToken = fc.constantFrom(
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"a"',
  '"\\u0041\\n\\/"',
  '"\\ud83d\\ude00"',
  '"\\ud83d"',
  '1',
  '-1',
  '1e5',
  '01',
  'true',
  'null',
  'True',
  ' ',
  '\n',
  '\t',
  '"a":1',
  '"a":',
  '// c',
  '"\\\'"',
  '"\t"',
  '1.50',
);
const json = fc.oneof(
  fc.json({ maxDepth: 3 }),
  fc.json({ maxDepth: 3 }).map((text) => `{"a":${text}}`),
  fc.array(jsonToken, { minLength: 1, maxLength: 8 }).map((parts) => `{${parts.join('')}}`),
  fc
    .tuple(fc.json({ maxDepth: 1 }), fc.json({ maxDepth: 1 }), fc.constantFrom('', '\n', ' ', '---\n', '\n---\n'))
    .map(([one, two, between]) => `{"a":${one}}${between}{"b":${two}}`),
);

const manifest = `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: {app: web, "tier": 'front'}
  annotations:
    note: "a \\"b\\" c"
    list: '[
      1, 2
      ]'
spec:
  containers:
  - name: app # the one
    image: "app:1"
    command: [sh, -c, "sleep 5"]
    args:
    - |
      set -e
        run
    - >-
      folded
      text
    env: &env
    - {name: A, value: "1"}
    resources:
      <<: &r {limits: {cpu: 100m}}
      requests: {cpu: 0.1}
  - name: b
    env: *env
---
kind: List
items: []
`;
const significant = [
  ...Array.from(` \n\t:-?,[]{}#&*!|>'"%@\`\\/~.=<0123aé\u0000\r`),
  '  ',
  '\n  ',
  '\n- ',
  ': ',
  ' #',
  '---\n',
  '\\\n',
  '\u0085',
];
const edit = fc.tuple(
  fc.nat(),
  fc.constantFrom('insert', 'delete', 'replace', 'duplicate' as const),
  fc.constantFrom(...significant),
  fc.integer({ min: 1, max: 6 }),
);
const edited = fc
  .tuple(
    fc.constantFrom(manifest, ...manifest.split(/(?<=\n)(?=[a-z-])/), manifest.split('---')[0] ?? ''),
    fc.array(edit, { minLength: 1, maxLength: 3 }),
  )
  .map(([text, edits]) =>
    edits.reduce((before, [place, what, sign, length]) => {
      const at = place % (before.length + 1);
      const [head, tail] = [before.slice(0, at), before.slice(at)];
      if (what === 'insert') return head + sign + tail;
      if (what === 'delete') return head + tail.slice(length);
      return what === 'replace' ? head + sign + tail.slice(length) : head + tail.slice(0, length) + tail;
    }, text),
  );

/** Texts to read, none twice. */
export function yamlForms(seed: number, count: number): readonly string[] {
  const single = words.flatMap((word) => [
    `a: ${word}\n`,
    `- ${word}\n`,
    `[${word}]\n`,
    `{a: ${word}}\n`,
    `${word}: a\n`,
    `${word}\n`,
  ]);
  const quoted = escapes.map((letter) => `a: "x${letter}y"\n`);
  const any = fc.oneof(
    { weight: 5, arbitrary: lines },
    { weight: 1, arbitrary: json },
    { weight: 3, arbitrary: edited },
  );
  return [...new Set([...single, ...quoted, ...fc.sample(any, { seed, numRuns: count })])];
}
