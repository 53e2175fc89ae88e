/** What `npm start` prints: on one screen, where the server is and a request to paste for each API. */
import { styleText } from 'node:util';
import type { SandboxFile } from './auth/workspace/sandbox-file.ts';

export interface BannerOptions {
  readonly sandbox: SandboxFile;
  /** Where sandbox.json lies, as the person would type it. */
  readonly path: string;
  /** The terminal's size, in characters. */
  readonly columns: number;
  readonly rows: number;
}

/** The names stand left of the commands, which is no hindrance to copying: what wraps is indented with blanks. */
const gutter = 15;

/** The whole screen, with colours where the terminal has them; with blank lines where there is room for them. */
export function banner({ sandbox, path, columns, rows }: BannerOptions): string {
  const { baseUrl } = sandbox;
  const head = [
    ['', `  ${styleText('bold', 'Polydex')}  one address book that speaks five APIs`],
    [
      `  Listening on   ${styleText(['bold', 'cyan'], baseUrl)}`,
      `  API reference  ${styleText('cyan', `${baseUrl}/docs`)}`,
      `  Credentials    ${path}`,
    ],
    ['  Write a person through the first, find them through the others:'],
  ];
  const commands = samples(sandbox).map(({ name, words }) => {
    const [first = '', ...rest] = wrap(words, columns - gutter);
    return [label(name) + first, ...rest.map((line) => ' '.repeat(gutter) + line)];
  });
  const foot = [`  ${styleText('dim', 'npm run demo shows all five at once. Ctrl-C stops.')}`, ''];
  const blocks = [...head, ...commands, foot];
  const isAiry = blocks.flat().length + blocks.length < rows;
  return blocks.map((block) => block.join('\n')).join(isAiry ? '\n\n' : '\n');
}

function label(name: string): string {
  return `  ${styleText('yellow', name.padEnd(gutter - 2))}`;
}

/** Lines of at most `width` characters, joined by the shell's line continuation; a longer word stays whole. */
function wrap(words: readonly string[], width: number): string[] {
  const continuation = ' \\';
  const lines: string[] = [];
  for (const word of words) {
    const line = lines.at(-1);
    const fits = line !== undefined && line.length + 1 + word.length + continuation.length <= width;
    if (fits) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(line === undefined ? word : `  ${word}`);
  }
  return lines.map((line, index) => (index === lines.length - 1 ? line : line + continuation));
}

export interface Sample {
  readonly name: string;
  /** Joined by blanks, they are a command for a POSIX shell. */
  readonly words: readonly string[];
}

/** Without `http://`, which curl supposes by itself. */
function at(base: string, path: string): string {
  return base.replace(/^http:\/\//, '') + path;
}

/** One paste-ready request per API. */
export function samples(sandbox: SandboxFile): readonly Sample[] {
  const { native, servicem8, unified, servicetitan, voipbin, highlevel } = sandbox;
  const base = sandbox.baseUrl;
  return [
    {
      name: 'native',
      words: [
        `curl ${at(base, '/api/v1/contacts')}`,
        `-d '{"fullName":"Ann Lee"}'`,
        `--oauth2-bearer ${native.apiKey}`,
        '-H content-type:application/json',
      ],
    },
    {
      name: 'ServiceM8',
      words: [
        `curl ${at(servicem8.clientBaseUrl, '/jobcontact.json')}`,
        `-H x-api-key:${servicem8.apiKey}`,
      ],
    },
    {
      name: 'unified CRM',
      words: [
        `curl '${at(base, `/crm/contacts?credentialId=${unified.credentialId}`)}'`,
        `--oauth2-bearer ${unified.apiKey}`,
      ],
    },
    {
      name: 'ServiceTitan',
      words: [
        `curl ${at(servicetitan.clientBaseUrl, `/crm/v2/tenant/${servicetitan.tenant}/contacts`)}`,
        `-H st-app-key:${servicetitan.appKey}`,
        // Its tokens last a quarter of an hour, so the command fetches one.
        `-H "authorization:$(curl -s ${at(servicetitan.clientBaseUrl, '/connect/token')}`,
        '-d grant_type=client_credentials',
        `-d client_id=${servicetitan.clientId}`,
        `-d client_secret=${servicetitan.clientSecret}`,
        `| cut -d'"' -f4)"`,
      ],
    },
    {
      name: 'VoIPBIN',
      words: [`curl '${at(voipbin.clientBaseUrl, `/contacts?accesskey=${voipbin.accesskey}`)}'`],
    },
    {
      name: 'HighLevel',
      words: [
        `curl '${at(highlevel.clientBaseUrl, `/contacts/?locationId=${highlevel.locationId}`)}'`,
        `--oauth2-bearer ${highlevel.accessToken}`,
        '-H version:2021-07-28',
      ],
    },
  ];
}
