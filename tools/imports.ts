import { type Expression, parseSync, type StringLiteral, Visitor } from 'oxc-parser';
import { lineAt, type SourceFile } from './source.ts';

/** One import or re-export as written. `specifier` is missing where it is computed; `typeOnly` leaves no trace at run time. */
export interface Import {
  readonly specifier?: string;
  readonly typeOnly: boolean;
  readonly line: number;
}

/** Every module a file asks for: by declaration, by `export … from`, by `import()`, by `import('…')` in a type. */
export function importsOf({ path, text }: SourceFile): readonly Import[] {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`);
  const found: Import[] = [];
  const note = (source: Expression | StringLiteral, typeOnly: boolean) => {
    const named = source.type === 'Literal' && typeof source.value === 'string' && { specifier: source.value };
    found.push({ ...named, typeOnly, line: lineAt(text, source.start) });
  };
  new Visitor({
    ImportDeclaration: ({ source, importKind }) => note(source, importKind === 'type'),
    ExportNamedDeclaration: ({ source, exportKind }) => {
      if (source) note(source, exportKind === 'type');
    },
    ExportAllDeclaration: ({ source, exportKind }) => note(source, exportKind === 'type'),
    ImportExpression: ({ source }) => note(source, false),
    TSImportType: ({ source }) => note(source, true),
  }).visit(program);
  return found;
}

/** Whether nothing of a file is left at run time: declarations of types, and imports of them. */
export const isTypesOnly = ({ path, text }: SourceFile): boolean =>
  parseSync(path, text).program.body.every((node) => {
    if (node.type === 'ImportDeclaration') return node.importKind === 'type';
    if (node.type === 'ExportAllDeclaration' || node.type === 'ExportNamedDeclaration')
      return node.exportKind === 'type';
    return node.type === 'TSInterfaceDeclaration' || node.type === 'TSTypeAliasDeclaration';
  });
