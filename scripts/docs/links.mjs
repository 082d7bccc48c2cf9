/** The links of the project's Markdown files: that each leads to a file that is there, and to a heading in it. */

const fence = /^(```|~~~)[\s\S]*?^\1[^\n]*$/gm;

/** The text without code, which may show a link but is none. Lengths stay, so that places do. */
const withoutCode = (markdown) => markdown.replaceAll(fence, (code) => code.replaceAll(/[^\n]/g, ' ')).replaceAll(/`[^`\n]+`/g, (code) => ' '.repeat(code.length));

/**
 * Where a text links to: `[words](target)`, `![words](target)`, `[name]: target`, and `href` or `src` in HTML.
 * @param {string} markdown
 * @returns {readonly { target: string, line: number }[]}
 */
export function linksOf(markdown) {
  const text = withoutCode(markdown);
  const patterns = [/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g, /^\[[^\]]+\]:\s*(\S+)/gm, /\b(?:href|src)="([^"]+)"/g];
  return patterns
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .map((match) => ({ target: match[1], line: text.slice(0, match.index).split('\n').length }))
    .toSorted((one, other) => one.line - other.line);
}

/**
 * The anchors of a text's headings, as GitHub makes them: small letters, signs dropped, spaces as hyphens, a number where one comes again.
 * @param {string} markdown
 * @returns {ReadonlySet<string>}
 */
export function anchorsOf(markdown) {
  const seen = new Map();
  const text = markdown.replaceAll(fence, '');
  const anchors = [...text.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)].map(([, heading]) => {
    const words = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/[`*]/g, '');
    const anchor = words.toLowerCase().replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, '').replaceAll(' ', '-');
    const times = seen.get(anchor) ?? 0;
    seen.set(anchor, times + 1);
    return times === 0 ? anchor : `${anchor}-${times}`;
  });
  return new Set([...anchors, ...[...text.matchAll(/<a\s+(?:id|name)="([^"]+)"/g)].map(([, id]) => id)]);
}

/** `a/b/../c` as `a/c`; a path above the root keeps its `..` and is not found. */
function joined(folder, target) {
  const parts = [];
  for (const part of [...(target.startsWith('/') ? [] : folder.split('/')), ...target.split('/')]) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/**
 * What is wrong with the links of these files, a line each; a link to another host must be a whole `https:` address, and is not fetched.
 * @param {ReadonlyMap<string, string>} files path from the root, with slashes -> Markdown
 * @param {(path: string) => boolean} exists whether a file or folder of the project is at this path
 */
export function brokenLinks(files, exists) {
  const broken = [];
  for (const [file, markdown] of files) {
    for (const { target, line } of linksOf(markdown)) {
      const fault = faultOf(file, target, files, exists);
      if (fault) broken.push(`${file}:${line}: ${target}: ${fault}`);
    }
  }
  return broken;
}

function faultOf(file, target, files, exists) {
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) {
    if (/^https:\/\/[^/]+/.test(target) && URL.canParse(target)) return undefined;
    return /^(mailto|http:\/\/localhost)/.test(target) ? undefined : 'not a whole https address';
  }
  const [path, fragment] = target.split('#', 2);
  const folder = file.split('/').slice(0, -1).join('/');
  const found = path === '' ? file : joined(folder, decodeURIComponent(path));
  if (!exists(found)) return 'no such file';
  if (fragment === undefined || fragment === '') return undefined;
  const there = files.get(found);
  return there !== undefined && anchorsOf(there).has(decodeURIComponent(fragment).toLowerCase()) ? undefined : 'no such heading';
}
