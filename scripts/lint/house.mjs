import { relative, sep } from 'node:path';
import { refusal } from './arrows.mjs';

/** The text of a specifier as far as it is known before running; undefined for a computed one. */
function textOf(node) {
  if (node?.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node?.type !== 'TemplateLiteral') return undefined;
  // The last piece keeps its ending: `./lessons/${name}.mdx`.
  const pieces = node.quasis.map((quasi) => quasi.value.cooked);
  return pieces.length === 1 ? pieces[0] : pieces.join('*');
}

/** oxlint rule: every way a file can name another (import, export from, import(), import type, new URL for a worker) obeys the arrows. */
const arrows = {
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join('/');
    const check = (node, kind) => {
      const specifier = textOf(node);
      const message = specifier === undefined ? undefined : refusal(file, specifier, kind);
      if (message) context.report({ node, message });
    };
    return {
      ImportDeclaration: (node) => check(node.source, node.importKind),
      ExportAllDeclaration: (node) => check(node.source, node.exportKind),
      ExportNamedDeclaration: (node) => node.source && check(node.source, node.exportKind),
      ImportExpression: (node) => check(node.source, 'value'),
      TSImportType: (node) => check(node.source ?? node.argument?.literal, 'type'),
      NewExpression: (node) => {
        const [path, base] = node.arguments;
        const isModuleUrl = node.callee.name === 'URL' && base?.type === 'MemberExpression' && base.object.type === 'MetaProperty';
        if (isModuleUrl && textOf(path)?.startsWith('.')) check(path, 'worker');
      },
    };
  },
};

export default { meta: { name: 'house' }, rules: { arrows } };
