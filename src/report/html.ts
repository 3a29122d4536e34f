/** HTML that may stand in the page as it is. */
export interface Markup {
  readonly markup: string;
}

/** What a template takes: text is escaped, markup is not, nothing (`undefined`) is nothing. */
export type Content = Markup | string | number | undefined | readonly Content[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand between tags and in quoted attributes. Characters that HTML forbids are dropped. */
export function escapeText(text: string): string {
  const allowed = text.replace(/[^\P{Cc}\t\n\r]/gu, '');
  return allowed.replace(/[&<>"']/g, (letter) => ESCAPES[letter] ?? letter);
}

/** A template whose values are escaped, so that a tune's title can never be more than text. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return { markup: parts.reduce((page, part, i) => `${page}${inner(values[i - 1])}${part}`) };
}

/** Markup of our own making, taken as it is. */
export function raw(markup: string): Markup {
  return { markup };
}

function inner(content: Content): string {
  if (content === undefined) return '';
  if (typeof content === 'string') return escapeText(content);
  if (typeof content === 'number') return String(content);
  return 'markup' in content ? content.markup : content.map(inner).join('');
}
