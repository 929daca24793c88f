import type { YAMLError } from 'yaml';

const quoteIt = 'Put the whole value in quotes, or write it below the key in block style (`key: >-`).';

/** The parser's codes in words for people who do not know YAML's grammar. */
const explanations: Readonly<Record<string, { readonly message?: string; readonly hint: string }>> = {
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'a colon and a blank inside a value begin a new key here',
    hint: quoteIt,
  },
  MULTILINE_IMPLICIT_KEY: {
    message: 'this key runs over several lines',
    hint: 'Check the indentation of this line and of the one before.',
  },
  UNEXPECTED_TOKEN: { message: 'this cannot follow what stands before it', hint: quoteIt },
  BAD_SCALAR_START: { message: 'a value cannot begin with this character', hint: quoteIt },
  TAB_AS_INDENT: { message: 'a tab cannot indent a line', hint: 'Indent with blanks.' },
  DUPLICATE_KEY: { message: 'this key stands here a second time', hint: 'Keep one of the two.' },
  BAD_INDENT: {
    message: 'the indentation does not fit, or a bracket is not closed before this',
    hint: 'Close every { with } and every [ with ], and indent what belongs together alike.',
  },
  MISSING_CHAR: { hint: 'Add what is missing.' },
  BAD_DQ_ESCAPE: { hint: "Use single quotes: '…' knows no escapes." },
  MULTIPLE_DOCS: {
    message: 'a second document begins here',
    hint: 'Keep one configuration per file; remove the line of dashes.',
  },
  TAG_RESOLVE_FAILED: { message: 'YAML tags are not used here', hint: quoteIt },
};

/** What is wrong and what to do, for an error or warning of the YAML parser. */
export function explainSyntaxError(
  error: YAMLError,
  text: string,
): { readonly message: string; readonly hint?: string } {
  const known = explanations[error.code];
  if (known === undefined) return { message: error.message };
  const message = known.message ?? error.message;
  const lineStart = text.lastIndexOf('\n', error.pos[0] - 1) + 1;
  const lineEnd = text.indexOf('\n', error.pos[0]);
  const line = text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd);
  const formula = error.code === 'UNEXPECTED_TOKEN' && /:\s*["']/u.test(line);
  return {
    message,
    hint: formula
      ? `A formula that begins with a quoted text needs quotes around the whole: ${quoteIt}`
      : known.hint,
  };
}
