/** An element of a small XML document: attributes and namespaces are dropped, text is trimmed. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

interface Open {
  readonly name: string;
  text: string;
  readonly children: XmlElement[];
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replaceAll(/&(#x[0-9a-f]+|#\d+|[a-z]+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name] ?? whole;
    const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

const token = /<(\/?)([^\s<>/!]+)([^<>]*)>|([^<]+)|</g;

/** Closes the innermost element; false when that is another one. */
function close(open: Open[], name: string): boolean {
  const top = open.pop();
  const outer = open.at(-1);
  if (top === undefined || outer === undefined || top.name !== name) return false;
  outer.children.push({ name: top.name, text: top.text.trim(), children: top.children });
  return true;
}

/** Takes one token in; false when it cannot stand there. */
function take(open: Open[], [, slash, name, rest, content]: RegExpExecArray): boolean {
  const top = open.at(-1);
  if (top === undefined) return false;
  if (content !== undefined) {
    top.text += decode(content);
    return true;
  }
  if (name === undefined) return false;
  if (slash === '/') return close(open, localName(name));
  const element: Open = { name: localName(name), text: '', children: [] };
  if (rest?.endsWith('/') === true) top.children.push(element);
  else open.push(element);
  return true;
}

/**
 * Reads a document without DTD, comments or CDATA, which is all that the import tool takes. Answers undefined
 * when it is not well formed.
 */
export function readXml(source: string): XmlElement | undefined {
  const text = source.replace(/^\uFEFF?\s*<\?xml[^>]*\?>/, '');
  const root: Open = { name: '', text: '', children: [] };
  const open: Open[] = [root];
  for (const found of text.matchAll(token)) {
    if (!take(open, found)) return undefined;
  }
  const [document, ...others] = root.children;
  return open.length === 1 && others.length === 0 && root.text.trim() === '' ? document : undefined;
}

/** The first child of a name, at any depth, in document order. */
export function findXml(element: XmlElement, name: string): XmlElement | undefined {
  for (const child of element.children) {
    const found = child.name === name ? child : findXml(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}
