/** The titles of tests, read off their source: running the files only to hear their names would take a minute. */
import { readFileSync } from 'node:fs';
import ts from 'typescript';

export interface TitledFile {
  /** Titles of `test` and `describe`; what is filled in when they run stands as `{}`. */
  readonly titles: readonly string[];
  /** Every text of the file: what can be filled in. */
  readonly texts: ReadonlySet<string>;
}

const titled = /^(?:test|describe|it)$/;

export function readTitles(path: string): TitledFile {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  const titles: string[] = [];
  const texts = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) texts.add(node.text);
    if (ts.isCallExpression(node) && titled.test(rootOf(node.expression))) {
      const [title] = node.arguments;
      if (title !== undefined) titles.push(textOf(title));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { titles, texts };
}

/** `test` of `test.each(table)`. */
function rootOf(expression: ts.Expression): string {
  if (ts.isIdentifier(expression)) return expression.text;
  if (ts.isPropertyAccessExpression(expression) || ts.isCallExpression(expression)) {
    return rootOf(expression.expression);
  }
  return '';
}

function textOf(title: ts.Expression): string {
  if (ts.isStringLiteralLike(title)) return title.text.replaceAll(/%[sdij]|\$\w+/g, '{}');
  if (!ts.isTemplateExpression(title)) return '';
  const spans = title.templateSpans.map(({ literal }) => `{}${literal.text}`);
  return (title.head.text + spans.join('')).replaceAll(/%[sdij]|\$\w+/g, '{}');
}

/** The name stands whole in a title: `Contacts_Get` is not in `Contacts_GetList`, nor `/job.json` in `/job.json/x`. */
export function isNamed({ titles, texts }: TitledFile, name: string): boolean {
  const place = new RegExp(`(?<![\\w/])${RegExp.escape(name)}(?![\\w/])`);
  return titles.some((title) => place.test(title) || formsOf(title).some(isForm));

  function isForm(form: RegExp): boolean {
    const [filled, ...values] = form.exec(name) ?? [];
    return filled !== undefined && values.every((value) => texts.has(value));
  }
}

/** A title that is one gap is filled in with a whole name, verb and path; any other with single words. */
function formOf(pieces: readonly string[]): RegExp {
  const gap = pieces.every((piece) => piece === '') ? '(.+)' : String.raw`(\w+)`;
  return new RegExp(`^${pieces.map((piece) => RegExp.escape(piece)).join(gap)}$`);
}

/** The parts of a title that can be the name of an operation, `POST /api_1.0/{}.json`, `{}_Create`: a group each gap. */
function formsOf(title: string): readonly RegExp[] {
  return [...title.matchAll(/(?:GET|POST|PUT|PATCH|DELETE|\{\}) \/\S+|[\w{}]+/g)]
    .map(([part]) => part.split('{}'))
    .filter((pieces) => pieces.length > 1)
    .map(formOf);
}
