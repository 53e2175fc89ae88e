import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markup, nothing } from './markup.ts';

test('text stays text in elements and attributes', () => {
  const name = `<b a='1' b="2">&`;
  expect(markup`<i title="${name}">${name}</i>`.text).toBe(
    '<i title="&lt;b a=&#39;1&#39; b=&quot;2&quot;&gt;&amp;">&lt;b a=&#39;1&#39; b=&quot;2&quot;&gt;&amp;</i>',
  );
});

test('markup and lists of it are put in as they are', () => {
  const items = ['a', '<'].map((item) => markup`<li>${item}</li>`);
  const list = markup`<ul>${items}</ul>${nothing}`;
  expect(list.text).toBe('<ul><li>a</li><li>&lt;</li></ul>');
});

test('no text can open or close anything', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const inner = markup`${text}`.text;
      expect(inner).not.toMatch(/[<>"']/);
      expect(inner.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
    }),
  );
});
