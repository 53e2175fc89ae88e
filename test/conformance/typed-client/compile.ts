/** Makes types of an OpenAPI document and checks a program against them, as a user of a generator would. */
import { readFileSync } from 'node:fs';
import openapiTs, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { root } from '../../architecture/cruise.ts';

/** TypeScript source: `paths` and `components` of the document. Throws when the generator refuses the document. */
export async function typesOf(document: string): Promise<string> {
  return astToString(await openapiTs(document));
}

export interface Program {
  /** The file of the program, which imports types from `served-document`. */
  readonly file: string;
  /** What the compiler is to read in place of the file's own text. */
  readonly text?: string;
  /** The source of the module `served-document`. */
  readonly types: string;
}

/** Read and parsed once for all programs, which differ in one file. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** What the compiler has against the program, under the project's own settings; empty when all is well. */
export function complaintsAbout({ file, text, types }: Program): readonly string[] {
  const generated = `${root}test/conformance/typed-client/served-document.ts`;
  const sources = new Map([
    [generated, types],
    [file, text ?? readFileSync(file, 'utf8')],
  ]);
  const options = { ...projectOptions(), paths: { 'served-document': [generated] } };
  const host = ts.createCompilerHost(options);
  host.fileExists = (path) => sources.has(path) || ts.sys.fileExists(path);
  host.readFile = (path) => sources.get(path) ?? ts.sys.readFile(path);
  const unremembering = { ...host };
  host.getSourceFile = (path, ...rest) => {
    const key = `${path} ${sources.get(path) ?? ''}`;
    if (!parsed.has(key)) parsed.set(key, unremembering.getSourceFile(path, ...rest));
    return parsed.get(key);
  };
  const program = ts.createProgram([file], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

function projectOptions(): ts.CompilerOptions {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} };
  return ts.getParsedCommandLineOfConfigFile(`${root}tsconfig.json`, {}, host)?.options ?? {};
}
