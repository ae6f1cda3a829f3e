/** A world for commands under test: what they print is kept, what they read is given. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { styleOf } from '../../reports/format/style.ts';
import type { Io } from '../io.ts';
import { run } from '../main.ts';

/** What a command answered. */
export interface Answer {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** A world and what was printed in it so far. */
export interface World {
  readonly io: Io;
  readonly printed: { out: string; err: string };
}

/** A world with some of its parts replaced; `text` stands on its standard input. */
export const world = (fields: Partial<Io> & { readonly text?: string } = {}): World => {
  const { text, ...others } = fields;
  const printed = { out: '', err: '' };
  const bytes = Buffer.from(text ?? '');
  const io: Io = {
    out: (more) => {
      printed.out += more;
    },
    err: (more) => {
      printed.err += more;
    },
    errIsTerminal: false,
    inputIsTerminal: text === undefined,
    input: async function* () {
      yield bytes.subarray(0, 7);
      yield bytes.subarray(7);
    },
    now: () => 0,
    style: styleOf({ width: 100, unicode: true, colour: false }),
    processors: 1,
    program: 'podproof',
    version: '9.9.9',
    interruption: () => new AbortController().signal,
    ...others,
  };
  return { io, printed };
};

/** Runs a command in a world of its own. */
export const podproof = async (args: readonly string[], fields: Parameters<typeof world>[0] = {}): Promise<Answer> => {
  const { io, printed } = world(fields);
  const exit = await run(args, io);
  return { exit, ...printed };
};

/** A directory with these files that is gone when it is disposed of. */
export const directoryWith = (files: Readonly<Record<string, string | Uint8Array>>) => {
  const path = mkdtempSync(join(tmpdir(), 'podproof-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};

/** A Deployment of two replicas behind a Service. */
export const webYaml = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: app
          image: registry.example/web:1.4.2
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
`;
