import { findXml, readXml } from '../../../../src/sandbox/ukg/xml.ts';

describe('reading XML', () => {
  it('reads elements, text, entities, attributes and prefixes away', () => {
    const document = readXml(
      '<?xml version="1.0"?>\n<ns:a x="1"><b> 1 &lt; 2 &#65;&#x42; </b><c/><d e="/">t</d></ns:a>',
    );
    expect(document).toEqual({
      name: 'a',
      text: '',
      children: [
        { name: 'b', text: '1 < 2 AB', children: [] },
        { name: 'c', text: '', children: [] },
        { name: 'd', text: 't', children: [] },
      ],
    });
  });

  it.each(['', 'text', '<a>', '</a>', '<a></b>', '<a/><b/>', '<a><b></a></b>', '<a><', '<!DOCTYPE a><a/>'])(
    'does not read %j',
    (source) => {
      expect(readXml(source)).toBeUndefined();
    },
  );

  it('finds the first element of a name at any depth', () => {
    const document = readXml('<a><b><c>1</c></b><c>2</c></a>');
    expect(document === undefined ? undefined : findXml(document, 'c')?.text).toBe('1');
    expect(document === undefined ? undefined : findXml(document, 'z')).toBeUndefined();
  });
});
