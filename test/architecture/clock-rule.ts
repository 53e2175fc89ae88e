import ts from 'typescript';

const sqlClock =
  /\b(?:now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(|\b(?:current_(?:timestamp|date|time)|localtime(?:stamp)?)\b|'(?:now|today|tomorrow|yesterday)'/iu;

function isDate(node: ts.Node): boolean {
  if (ts.isIdentifier(node)) {
    return node.text === 'Date';
  }
  return (
    ts.isPropertyAccessExpression(node) &&
    node.name.text === 'Date' &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'globalThis'
  );
}

/** The expression that `node` calls, constructs without arguments, looks into or gives a name. */
function usedExpression(node: ts.Node): ts.Node | undefined {
  if (ts.isNewExpression(node)) {
    return node.arguments?.length ? undefined : node.expression;
  }
  if (ts.isPropertyAccessExpression(node)) {
    return node.name.text === 'now' ? node.expression : undefined;
  }
  if (ts.isVariableDeclaration(node)) {
    return node.initializer;
  }
  return ts.isCallExpression(node) || ts.isElementAccessExpression(node)
    ? node.expression
    : undefined;
}

function readsClock(node: ts.Node): boolean {
  const used = usedExpression(node);
  return used !== undefined && isDate(used);
}

function readsClockInSql(node: ts.Node): boolean {
  const isText =
    ts.isStringLiteralLike(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddle(node) ||
    ts.isTemplateTail(node);
  return isText && (node.text === 'now' || sqlClock.test(node.text));
}

/**
 * Lines of a TypeScript source that read the machine's clock: `Date.now`, `new Date()`, `Date()`
 * and names for `Date` itself; with `sql`, also SQL text that reads the database's clock.
 */
export function clockReads(source: string, options: { readonly sql: boolean }): number[] {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest);
  const lines: number[] = [];
  const visit = (node: ts.Node): void => {
    if (readsClock(node) || (options.sql && readsClockInSql(node))) {
      lines.push(file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return lines;
}

/** Lines of an SQL script that read the database's clock; comments may speak of it. */
export function sqlClockReads(script: string): number[] {
  const code = script
    .replaceAll(/\/\*[\s\S]*?\*\//gu, (comment) => comment.replaceAll(/[^\n]/gu, ' '))
    .replaceAll(/--[^\n]*/gu, '');
  return code.split('\n').flatMap((line, index) => (sqlClock.test(line) ? [index + 1] : []));
}
